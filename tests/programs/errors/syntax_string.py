print("fine")
x = 'unterminated
