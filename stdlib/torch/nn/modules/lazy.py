"""Modules whose sizes are taken from the first input."""
import warnings

from ..parameter import UninitializedBuffer, UninitializedParameter


class LazyModuleMixin:
    """Subclasses write initialize_parameters(*args) and name in cls_to_become what they turn into."""
    cls_to_become = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        warnings.warn('Lazy modules are a new feature under heavy development so changes to the API or functionality can happen at any moment.')

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

    def _load_from_state_dict(self, state_dict, prefix, *rest):
        """What is here without sizes takes those of the state, or stays so if the state has none either."""
        known = dict(state_dict)
        for name, t in list(self._parameters.items()) + list(self._buffers.items()):
            value = state_dict.get(prefix + name)
            if value is None or not isinstance(t, (UninitializedParameter, UninitializedBuffer)):
                continue
            if isinstance(value, (UninitializedParameter, UninitializedBuffer)):
                known[prefix + name] = t.data
            else:
                t.materialize(value.shape)
        super()._load_from_state_dict(known, prefix, *rest)

    def __call__(self, *args, **kwargs):
        if self.has_uninitialized_params():
            self.initialize_parameters(*args)
        become = self.cls_to_become
        if become is not None:
            self.__class__ = become
        return self(*args, **kwargs) if become is not None else super().__call__(*args, **kwargs)
