"""The functions of numpy that NumPy keeps in this module."""
from numpy import histogram, histogramdd, histogram_bin_edges

__all__ = ['histogram', 'histogramdd', 'histogram_bin_edges']
