import sys
import ply.lex
import ply.yacc

tokens = ('NUM', 'PLUS', 'TIMES', 'L', 'R')
t_PLUS, t_TIMES, t_L, t_R, t_ignore = r'\+', r'\*', r'\(', r'\)', ' '
precedence = (('left', 'PLUS'), ('left', 'TIMES'))


def t_NUM(t):
    r'\d+'
    t.value = int(t.value)
    return t


def t_error(t):
    t.lexer.skip(1)


def p_binary(p):
    """e : e PLUS e
         | e TIMES e"""
    p[0] = p[1] + p[3] if p[2] == '+' else p[1] * p[3]


def p_group(p):
    'e : L e R'
    p[0] = p[2]


def p_number(p):
    'e : NUM'
    p[0] = p[1]


def p_error(p):
    print('error at', p)


lexer = ply.lex.lex(module=sys.modules['__main__'])
parser = ply.yacc.yacc(module=sys.modules['__main__'], write_tables=False, debug=False)
print(parser.parse('2+3*(4+1)*2', lexer=lexer), parser.parse('2+*', lexer=lexer))
