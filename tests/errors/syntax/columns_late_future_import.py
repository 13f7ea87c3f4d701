é = 1; from __future__ import nope
