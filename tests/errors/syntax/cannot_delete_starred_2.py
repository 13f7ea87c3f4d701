del (*x, y)
