"""The order in which vars(builtins) lists what the language has, and what site adds."""
import builtins

names = list(vars(builtins))
print(names)
