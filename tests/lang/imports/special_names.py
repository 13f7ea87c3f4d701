"""The names with two underscores in modules of the library: native ones run no code, and few have no place for a cache."""
import abc
import collections.abc
import importlib.util
import itertools
import math
import os
import pickle
import re
import string
import sys
import time

for m in abc, collections.abc, importlib, importlib.util, itertools, math, os, pickle, re, string, sys, time:
    print(m.__name__, *[n for n in ('__builtins__', '__cached__', '__spec__', '__loader__') if n in vars(m)])
try:
    pickle.__cause__
except AttributeError as e:
    print(e)
