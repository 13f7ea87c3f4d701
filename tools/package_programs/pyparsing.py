import pyparsing as pp

number = pp.pyparsing_common.number
expression = pp.infix_notation(number, [(pp.one_of('* /'), 2, pp.OpAssoc.LEFT), (pp.one_of('+ -'), 2, pp.OpAssoc.LEFT)])
print(expression.parse_string('1+2*3-4/2').as_list())
try:
    (pp.Word(pp.alphas) + pp.Word(pp.nums)).parse_string('abc xyz')
except pp.ParseException as e:
    print(e)
print((pp.Word(pp.alphas)('k') + '=' + pp.Word(pp.nums)('v')).parse_string('a = 5').as_dict())
