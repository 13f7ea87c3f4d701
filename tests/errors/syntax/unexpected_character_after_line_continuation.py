if x:
\ty
        z
