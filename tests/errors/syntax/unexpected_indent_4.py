#!x
  y
