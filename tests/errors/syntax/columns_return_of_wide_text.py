x = 1
return é*a, b
