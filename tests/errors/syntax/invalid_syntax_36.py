import x as y.z
