"""unparse of trees that hold what is no node among keywords and names to import; the class of readers in messages."""
import ast
import codecs
import io

x = ast.Name('x')
for bad in {}, 5, 'a', (), object:
    for node in ast.Call(x, [], [bad]), ast.ClassDef('C', [], [bad], [ast.Pass()], []), ast.Import([bad]), ast.ListComp(x, [bad]):
        try:
            print(repr(ast.unparse(node)))
        except Exception as e:
            print(type(e).__name__, e)
for name in 'gb18030', 'big5', 'iso2022_jp':
    try:
        codecs.getreader(name)(io.BytesIO())()
    except TypeError as e:
        print(e)
