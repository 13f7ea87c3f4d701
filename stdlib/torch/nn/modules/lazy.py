"""Modules whose sizes are taken from the first input."""
from ..parameter import UninitializedBuffer, UninitializedParameter


class LazyModuleMixin:
    """Subclasses write initialize_parameters(*args) and name in cls_to_become what they turn into."""
    cls_to_become = None

    def has_uninitialized_params(self):
        return any(isinstance(t, (UninitializedParameter, UninitializedBuffer))
                   for t in list(self._parameters.values()) + list(self._buffers.values()))

    def initialize_parameters(self, *args, **kwargs):
        raise NotImplementedError(f'initialize_parameters is not implemented for {type(self).__name__}')

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        for name, t in list(self._parameters.items()) + list(self._buffers.items()):
            if t is not None and name not in self._non_persistent_buffers_set:
                plain = not isinstance(t, (UninitializedParameter, UninitializedBuffer)) and not keep_vars
                destination[prefix + name] = t.detach() if plain else t

    def __call__(self, *args, **kwargs):
        if self.has_uninitialized_params():
            self.initialize_parameters(*args, **kwargs)
        become = self.cls_to_become
        if become is not None:
            self.__class__ = become
        return self(*args, **kwargs) if become is not None else super().__call__(*args, **kwargs)
