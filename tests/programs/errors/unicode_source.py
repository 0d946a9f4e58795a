"""Wide and combining characters in source lines and names: where carets stand."""


def größe(x):
    return "日本語" + x + "é"


def 名前(参数):
    return {"ключ": größe(参数), "😀": 参数}


名前(5)
