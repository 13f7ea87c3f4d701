# dis: what does not depend on the instruction set.
import dis
import io


def f(a, b=2):
    for i in range(a):
        b += i
    return [x for x in (a, b)]


out = io.StringIO()
dis.dis(f, file=out)
text = out.getvalue()
print('Disassembly of <code object <listcomp>' in text, text.count('Disassembly'))
shallow = io.StringIO()
dis.dis(f, file=shallow, depth=0)
print('Disassembly' in shallow.getvalue(), text.startswith(shallow.getvalue()))
ins = list(dis.get_instructions(f))
lines = [i.starts_line for i in ins if i.starts_line]
print(lines[-1] - lines[0] >= 2, any(i.is_jump_target for i in ins), all(isinstance(i.opname, str) for i in ins))
print(dis.code_info(f).splitlines()[0], len(list(dis.Bytecode(f))) == len(ins))
print([line for _, line in dis.findlinestarts(f.__code__)][-1] - f.__code__.co_firstlineno)
for bad in 3, None.__class__():
    try:
        dis.dis(bad) if bad is not None else print('no traceback')
    except TypeError as e:
        print(e)
dis.dis('x + 1', file=out)
print(len(out.getvalue()) > len(text))
