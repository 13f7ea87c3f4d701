# A keyword of a class pattern needs a pattern behind '='.
for source in 'A(b, c=)', 'A(c=)', 'A(c=, d=1)', 'A(b=1, c=)', 'A(b=A(c=))', 'A(b=1, c)', 'A(,)':
    for rest in '', '\n    case 1_: pass', '\n    case x.y: pass':
        try:
            compile(f'match x:\n    case {source}: pass{rest}\n', 's', 'exec')
            print('compiled')
        except SyntaxError as e:
            print(source, e, e.lineno, e.offset, e.end_lineno, e.end_offset)
