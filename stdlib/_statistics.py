"""_statistics: what statistics has natively elsewhere."""
from statistics import _normal_dist_inv_cdf
