match x:
    case A(b=c, b=d): pass
