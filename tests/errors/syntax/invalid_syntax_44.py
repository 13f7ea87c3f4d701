assert (x, y), 
