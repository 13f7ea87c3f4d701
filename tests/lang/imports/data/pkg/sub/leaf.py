from .. import VALUE
from ..mod_b import thing as t
leaf_value = VALUE + t
