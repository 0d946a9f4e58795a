"""Type parameters and what `typing` makes of them."""
import _typing
from _typing import *
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
T=TypeVar("T"); P=ParamSpec("P"); Ts=TypeVarTuple("Ts"); A=TypeAliasType("A",int)
print(_typing.Union, _typing._idfunc(3), _typing.NoDefault, type(_typing.NoDefault) )
t(lambda:TypeVar()); t(lambda:TypeVar(3)); t(lambda:TypeVar("T",int)); t(lambda:TypeVar("T",int,str)); t(lambda:TypeVar("T",int,str,bound=int)); t(lambda:TypeVar("T",covariant=True,contravariant=True)); t(lambda:TypeVar("T",covariant=True,infer_variance=True)); t(lambda:TypeVar("T",bound=3)); t(lambda:TypeVar("T",bound="X")); t(lambda:TypeVar("T",3,4)); t(lambda:TypeVar("T",foo=1)); t(lambda:TypeVar(name="T"))
for v in (T,TypeVar("T",bound=int),TypeVar("T",int,str),TypeVar("C",covariant=True),TypeVar("C",contravariant=True),TypeVar("C",infer_variance=True),TypeVar("D",default=int)):
    print(v, v.__name__,v.__bound__,v.__constraints__,v.__covariant__,v.__contravariant__,v.__infer_variance__,v.__default__,v.has_default(),v.evaluate_bound,v.evaluate_constraints,v.evaluate_default,v.__module__, v.__reduce__(), v.evaluate_bound and v.evaluate_bound(1))
t(lambda:setattr(T,"__name__","x")); t(lambda:setattr(T,"foo",3)); print(T.foo);t(lambda:T()); t(lambda:T|int); t(lambda:int|T); t(lambda:T|"X"); t(lambda:T|3)
t(lambda:type("X",(T,),{})); t(lambda:type("X",(P,),{})); t(lambda:T.__mro_entries__(())); t(lambda:P.__mro_entries__(())); t(lambda:Ts.__mro_entries__(())); 
import types
t(lambda:types.new_class("X",(T,))); t(lambda:types.new_class("X",(P,))); t(lambda:types.new_class("X",(Ts,))); t(lambda:types.new_class("X",(P.args,)));t(lambda:types.new_class("X",(P.kwargs,))); t(lambda:type("X",(TypeVar,),{}))
print(P,P.args,P.kwargs,P.args==P.args,P.args is P.args,P.args==P.kwargs,P.args.__origin__ is P,P.__bound__,P.__default__,P.has_default(),P.evaluate_default,P.__reduce__(), type(P.args), P.__module__)
t(lambda:hash(P.args)); t(lambda:P.args<P.args); t(lambda:ParamSpecArgs(3)); t(lambda:ParamSpec("P",bound=3)); t(lambda:ParamSpec("P",covariant=True,contravariant=True))
print(Ts,Ts.__name__,Ts.__default__,Ts.has_default(),Ts.__module__,Ts.__reduce__()); t(lambda:list(Ts)); t(lambda:Ts|int)
print(A,A.__name__,A.__value__,A.__type_params__,A.__parameters__,A.__module__,A.evaluate_value,A.__reduce__()); t(lambda:A[int]); t(lambda:A|int); t(lambda:list(A)); t(lambda:TypeAliasType("A",int,type_params=(T,))[str]); t(lambda:TypeAliasType("A",int,type_params=3)); t(lambda:TypeAliasType("A",list[T],type_params=(T,Ts)).__parameters__); t(lambda:TypeAliasType("A",int,type_params=(T,3))); t(lambda:TypeAliasType("A",int,type_params=(TypeVar("Q",default=3),T)));t(lambda:TypeAliasType(3,int)); t(lambda:TypeAliasType("A")); t(lambda: A.foo); t(lambda:setattr(A,"x",3)); t(lambda:isinstance(3,A))
t(lambda:Generic[T]); t(lambda:Generic()); 
class G(Generic[T]): pass
print(G, G.__parameters__, G.__orig_bases__, G[int], G.__mro__)
t(lambda:G[int,str])
class H[T, *U, **V]: 
    def m[W: int, X: (int,str), Y = float](self, a: W) -> T: return a
print(H.__type_params__, H.__parameters__, H.__orig_bases__, H.m.__type_params__, H.m.__annotations__)
W,X,Y=H.m.__type_params__; print(W.__bound__,X.__constraints__,Y.__default__,W.__infer_variance__,W.evaluate_bound, X.evaluate_constraints, W.__module__)
type Al[Z] = list[Z] | undefinedname
print(Al, Al.__type_params__, Al[int]); t(lambda:Al.__value__); print(Al.evaluate_value)
undefinedname=int; print(Al.__value__, Al.__value__ is Al.__value__)
def f[T](x: T) -> T: return x
print(f.__type_params__, f.__annotations__, f(3))
def g[**P = [int], *Q = *tuple[int,...]](): pass
print(g.__type_params__, g.__type_params__[0].__default__, g.__type_params__[1].__default__)
class B[T: "fwd"](list[T]): x: T
print(B.__type_params__[0].__bound__, B.__bases__, B.__orig_bases__, B.__annotations__)
type R = R | None
print(R.__value__)
import copy, weakref
print(copy.copy(T) is T, weakref.ref(T)() is T, weakref.ref(P)() is P)
t(lambda:dict[T,P][int,[str]]); t(lambda:list[T][int]); t(lambda:tuple[Ts]); t(lambda:tuple[*Ts][int,str]); t(lambda:T.__typing_subst__(int)); t(lambda:Ts.__typing_subst__(int)); t(lambda:P.__typing_subst__([int]))
import typing
print(typing.List[int], typing.Optional[int], typing.Union[int,str], typing.get_type_hints(f), typing.Callable[[int],str], typing.Literal[1,"a"])
class TD(typing.TypedDict): a: int
class NT(typing.NamedTuple): a: int; b: str = "x"
print(TD(a=1), NT(1), TD.__annotations__, NT.__annotations__)
class Pr(typing.Protocol):
    def m(self): ...
print(isinstance(H(),Pr) if 0 else typing.runtime_checkable(Pr))
@typing.overload
def ov(x:int)->int: ...
def ov(x): return x
print(typing.get_overloads(ov))
import dataclasses
@dataclasses.dataclass(order=True)
class D[T]:
    a: int
    b: T = 3
    c: list = dataclasses.field(default_factory=list)
print(D(1), D(1)<D(2), dataclasses.asdict(D(1)), D.__annotations__)
