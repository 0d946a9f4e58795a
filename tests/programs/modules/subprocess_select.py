"""subprocess over _posixsubprocess and posix_spawn; select, poll and epoll."""
# timing: waits for other processes

import subprocess,sys,os
print(subprocess.run([sys.executable,'-c','print(5)'],capture_output=True).stdout)
print(subprocess.run(['sh','-c','echo $X; cat; pwd; exit 3'],env={'X':'1','PATH':os.environ['PATH']},cwd='/',input=b'hello\n',stdout=subprocess.PIPE))
for a,k in [(['/nope'],{}),(['sh'],dict(cwd='/nope')),(['/tmp'],{})]:
    try: subprocess.run(a,**k)
    except OSError as e: print(e, e.filename)
print(subprocess.check_output('echo a b|wc -w',shell=True), subprocess.run(['sh','-c','kill -9 $$']).returncode)
try: subprocess.run(['true'],preexec_fn=lambda:1/0)
except subprocess.SubprocessError as e: print(e)
r,w=os.pipe()
print(subprocess.run(['sh','-c',f'echo kept >&{w}'],pass_fds=[w]).returncode, os.read(r,9))
print(subprocess.run(['sh','-c',f'echo lost >&{w}'],stderr=subprocess.DEVNULL).returncode != 0)
p=subprocess.Popen(['cat'],stdin=subprocess.PIPE,stdout=subprocess.PIPE,text=True,start_new_session=True)
print(p.communicate("text\n"*3), p.returncode)
try: subprocess.run(['sleep','9'],timeout=.2)
except subprocess.TimeoutExpired as e: print(e)
import select
q=select.poll(); q.register(r); print(q.poll(0)); os.write(w,b'1'); print([e for _,e in q.poll()], select.select([r],[],[],1)==([r],[],[]))
with select.epoll() as e: e.register(r); print(e.poll(1)==[(r,1)])
print(e.closed)
