"""Handlers, masks and timers."""
import _signal as s, os
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__module__,type(e).__name__, e)
print({k:v for k,v in sorted(vars(s).items()) if not callable(v) and k[:2]!='__'})
t(lambda:s.getsignal(s.SIGINT)); t(lambda:s.getsignal(s.SIGTERM)); t(lambda:s.getsignal(0)); t(lambda:s.getsignal(65)); t(lambda:s.getsignal(99)); t(lambda:s.getsignal("a"))
def h(n,f): print("handler",n,type(f).__name__)
t(lambda:s.signal(s.SIGUSR1,h)); t(lambda:s.getsignal(s.SIGUSR1)==h); t(lambda:s.raise_signal(s.SIGUSR1)); t(lambda:os.kill(os.getpid(),s.SIGUSR1))
t(lambda:s.signal(s.SIGUSR1,s.SIG_IGN)==h); t(lambda:s.raise_signal(s.SIGUSR1)); t(lambda:s.signal(s.SIGUSR1,s.SIG_DFL)); t(lambda:s.signal(s.SIGUSR1,3)); t(lambda:s.signal(s.SIGUSR1,None)); t(lambda:s.signal(0,h)); t(lambda:s.signal(s.SIGKILL,h)); t(lambda:s.signal(100,h)); t(lambda:s.signal())
t(lambda:s.default_int_handler(2,None)); t(lambda:s.raise_signal(s.SIGINT)); t(lambda:s.signal(s.SIGINT,h)); t(lambda:s.raise_signal(s.SIGINT)); t(lambda:s.signal(s.SIGINT,s.default_int_handler)==h)
t(lambda:s.strsignal(s.SIGINT)); t(lambda:s.strsignal(0)); t(lambda:s.strsignal(64)); t(lambda:len(s.valid_signals())); t(lambda:s.pthread_sigmask(s.SIG_BLOCK,[])); t(lambda:s.pthread_sigmask(s.SIG_BLOCK,[s.SIGUSR1])); t(lambda:s.sigpending()); t(lambda:s.pthread_sigmask(s.SIG_UNBLOCK,[s.SIGUSR1])); t(lambda:s.pthread_sigmask(9,[])); t(lambda:s.pthread_sigmask(s.SIG_BLOCK,[999])); t(lambda:s.pthread_sigmask(s.SIG_BLOCK,["a"]));t(lambda:s.pthread_sigmask(s.SIG_BLOCK,3))
t(lambda:s.alarm(0)); t(lambda:s.setitimer(s.ITIMER_REAL,0)); t(lambda:s.getitimer(s.ITIMER_REAL)); t(lambda:s.getitimer(9)); t(lambda:s.setitimer(0,-1)); t(lambda:s.siginterrupt(s.SIGUSR1,True)); t(lambda:s.set_wakeup_fd(-1)); t(lambda:s.raise_signal(99)); t(lambda:s.ItimerError); t(lambda:s.pthread_kill(0,"a"))
s.signal(s.SIGALRM,h); s.setitimer(s.ITIMER_REAL,0.02)
import time; time.sleep(0.1); print("slept")
s.signal(s.SIGALRM,lambda *a: 1/0); s.alarm(0); s.setitimer(0,0.02)
try:
    s.pause()
except ZeroDivisionError: print("caught")
s.signal(s.SIGALRM,h); s.setitimer(0,0.02); s.pause(); print("paused")
import signal
print(signal.SIGINT, signal.getsignal(signal.SIGINT), signal.Signals(2), signal.strsignal(2), signal.signal(signal.SIGTERM,signal.SIG_IGN), signal.getsignal(signal.SIGTERM))
t(lambda:signal.sigwait([signal.SIGUSR2]) if os.kill(os.getpid(),0) else None); signal.pthread_sigmask(signal.SIG_BLOCK,[signal.SIGUSR2]); os.kill(os.getpid(),signal.SIGUSR2); print(signal.sigpending(), signal.sigwait([signal.SIGUSR2])); os.kill(os.getpid(),signal.SIGUSR2); i=signal.sigwaitinfo([signal.SIGUSR2]); print(i.si_signo,i.si_code,type(i)); print(signal.sigtimedwait([signal.SIGUSR2],0))
