"""Trees that are no trees: which field or position of an object is missed, and what any object may stand for."""
import ast
def t(f):
    try: print(type(f()))
    except BaseException as e: print(type(e).__name__, str(e).split(" object at ")[0])
M=lambda *b: compile(ast.Module(list(b),[]),'','exec')
class L: lineno=1; col_offset=0
class L2: lineno=1
for x in (ast.Name('a'),5,None,'x',ast.Name('a',ast.Load(),lineno=1,col_offset=0),ast.Pass(),ast.Pass(lineno=1),ast.Pass(lineno='a',col_offset=0),L(),L2(),ast.Load(),ast.arguments(),[1]): t(lambda: M(x))
for x in (ast.Pass(),5,None,'x',ast.Constant(5),ast.Constant(5,lineno=1),ast.Pass(lineno=1,col_offset=0),L(),L2(),ast.Load()): t(lambda: compile(ast.Expression(x),'','eval'))
P=dict(lineno=1,col_offset=0)
for x in (ast.BinOp(ast.Constant(1,**P),5,ast.Constant(2,**P),**P),ast.BinOp(ast.Constant(1,**P),ast.Add,ast.Constant(2,**P),**P),ast.Compare(ast.Constant(1,**P),[5],[ast.Constant(1,**P)],**P),ast.Name('a',5,**P),ast.Name(5,ast.Load(),**P),ast.Name('None',ast.Load(),**P),ast.BinOp(5,ast.Add(),5,**P),ast.Lambda(5,ast.Constant(1,**P),**P),ast.Call(ast.Constant(1,**P),[5],[],**P),ast.Call(ast.Constant(1,**P),[],[5],**P),ast.Call(ast.Constant(1,**P),5,[],**P),ast.ListComp(ast.Constant(1,**P),[5],**P),ast.ListComp(ast.Constant(1,**P),[],**P),ast.Constant(object(),**P),ast.Dict([None],[],**P),ast.JoinedStr([5],**P),ast.Subscript(ast.Constant(1,**P),5,ast.Load(),**P)): t(lambda: compile(ast.Expression(x),'','eval'))
for s in (ast.Try([ast.Pass(**P)],[5],[],[],**P),ast.With([5],[ast.Pass(**P)],**P),ast.Import([5],**P),ast.FunctionDef('f',5,[],[],**P),ast.Match(ast.Constant(1,**P),[5],**P),ast.Match(ast.Constant(1,**P),[ast.match_case(5,None,[ast.Pass(**P)])],**P),ast.If(ast.Constant(1,**P),[],[],**P),ast.Assign([],ast.Constant(1,**P),**P),ast.Delete([5],**P),ast.Global([5],**P),ast.Raise(None,5,**P)): t(lambda: M(s))
t(lambda: compile(5,'','exec')); t(lambda: compile(ast.Module(5,[]),'','exec')); t(lambda: compile(ast.Module([],5),'','exec')); t(lambda: compile(ast.Module(),'','exec')); t(lambda: compile(ast.Pass(),'','exec')); t(lambda: compile(ast.Expression(ast.Constant(1,**P)),'','exec'))
