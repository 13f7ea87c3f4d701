"""More topics of diff_numpy.py: storing and casting between all sorts of elements, ufuncs of objects, text and numbers in the
other byte order, and the functions that few programs call."""

VALUES = ['3', '-1', '300', '1 << 40', '1 << 63', '2.5', 'np.nan', 'np.inf', '1e20', '1j', 'True', 'None', "'a'", "'12'", "b'7'", '[1, 2]', '[1.5]', '[np.inf, 1]', '[]', '(1, 2)',
          'np.float64(2.5)', 'np.float32(np.inf)', 'np.float16(3)', 'np.int8(-1)', 'np.uint64(1 << 63)', 'np.uint8(200)', 'np.bool_(True)', 'np.complex64(1+2j)', "np.str_('5')", 'np.array(3)',
          'np.array(-1)', 'np.array(2.5)', 'np.array(np.nan)', "np.array('7')", 'np.array(5, object)', 'np.array([300])', 'np.array([np.nan, 1.])', 'np.array([1e20, 1.])', "np.array(['1', '2'])",
          "np.array([1, 'x'], object)", 'np.array([-1, 2])', 'np.array([[1, 2]])', 'np.array([1, 2, 3])', "np.array([], 'f4')", "np.array([5, 6], '>i4')", 'np.array([None, 2], object)']
KINDS = ['?', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u8', 'f2', 'f4', 'f8', 'c8', 'c16', 'U3', 'S2', 'O', '>i4', '>f8', '>u2', 'M8[D]', 'm8[s]']
PLAIN = KINDS[:13]
PLACES = ['0', '...', 'slice(None)', '[0, 1]', 'np.array([True, False])', '-1', '[0]', 'np.array([1, 0])', '()', '5', 'slice(1, None)', '[True, True]']


class Topics:
    """Mixed into the programs of diff_numpy."""

    def storing(self):
        kind, v = self.pick(KINDS[:17]), self.pick(VALUES)
        x = f"np.zeros({self.pick(['2', '2', '(2, 2)', '()', '3', '0'])}, '{kind}')"
        self.line(self.pick([f'setting({x}, {self.pick(PLACES)}, {v})'] * 4 + [f'after({x}, lambda x: x.{f})' for f in (
            f'flat.__setitem__({self.pick(["0", "slice(None)", "[0, 1]", "-1", "9"])}, {v})', f'fill({v})', f'itemset(0, {v})', f'put([0, 1], {v})')] + [f'after({x}, lambda x: np.{f})' for f in (
                f'put(x, [0], {v})', f'copyto(x, {v})', f'copyto(x, {v}, casting="unsafe")', f'copyto(x, {v}, where=[True, False])', f'putmask(x, [True, False], {v})', f'place(x, [True, False], {v})',
                f'fill_diagonal(x, {v})', f'put_along_axis(x, np.array([0]), {v}, 0)')] + [f"np.full(2, {v}, '{kind}')", f"np.array({v}, '{kind}')", f"np.asarray({v}).astype('{kind}')", f'np.insert({x}, 1, {v})',
                f'np.full_like({x}, {v})', f"np.fromiter([{v}], '{kind}')", f'np.append({x}, {v})', f'np.where([True, False], {x}, {v})', f"np.can_cast({v}, '{kind}')" if 'np.' in v else f'np.result_type({x}, 3)',
                f"np.array([{v}, {self.pick(VALUES)}], '{kind}')", f'np.concatenate([{x}, np.atleast_1d({v})])', f'np.pad({x}, 1, constant_values={v})']))

    def casting(self):
        x = self.array(KINDS[:17], special=0.1)
        d = self.pick(KINDS[:17] + ['U', 'S', 'U1', 'S8'])
        words = self.keywords(["casting='safe'", "casting='same_kind'", "casting='no'", "casting='equiv'", "casting='unsafe'"], ["order='F'", "order='C'", "order='A'"], ['copy=False'], ['subok=False'])
        if "'f" in x or "'c" in x or "'>f" in x:
            d = d.replace('u2', 'i2').replace('u8', 'i8')
        swaps = x if "'U" not in x else 'np.arange(3)'  # swapped code points are no characters
        self.line(self.pick([f"{x}.astype('{d}'{words})"] * 3 + [f"np.can_cast({x}, '{d}')", f"np.can_cast('{self.pick(KINDS)}', '{self.pick(KINDS)}', '{self.pick(['no', 'equiv', 'safe', 'same_kind', 'unsafe'])}')",
                             f"np.promote_types('{self.pick(KINDS)}', '{self.pick(KINDS)}')", f"np.result_type({x}, '{self.pick(KINDS)}')", f"np.array({x}, dtype='{d}')", f"np.asarray({x}, '{d}', order='F')",
                             f'np.concatenate([{x}.ravel(), {self.array(KINDS[:17], special=0)}.ravel()])', f"np.empty_like({x}, '{d}').dtype", f'np.zeros_like({x})', f'np.stack([{x}, {x}])', f'np.array([{x}, {x}])',
                             f"{x}.view('{self.pick(['u1', 'i8', 'f4', 'i2', 'c16', 'S4', 'S1', 'V2'])}')", f'{swaps}.byteswap()', f"{swaps}.newbyteorder('{self.pick('<>=|S')}')", f"np.min_scalar_type({self.array(PLAIN, ['()'])})",
                             f"np.array({self.array(PLAIN, ['(3,)', '()'])}.tolist(), '{d}')"]))

    def mixtures(self):
        """Ufuncs and functions of whatever elements there are."""
        # ldexp's fold leaves out elements in the original, whose running result is of another type than the operand.
        kinds = KINDS[:17]
        x, y = self.array(kinds, special=0.05), self.array(kinds, special=0.05)
        f, g = self.pick(self.BINARY), self.pick(self.UNARY)
        axis = self.pick(['', ', axis=0', ', axis=-1', ', axis=None', ', axis=1'])
        self.line(self.pick([f'{x} {self.pick(self.OPERATORS[:-1])} {y}'] * 2 + [f'{x} {self.pick(self.OPERATORS[:-1])} {self.pick(self.SCALARS[:20])}', f'np.{f}({x}, {y})', f'np.{g}({x})', f'np.{f}.reduce({x}{axis})'
                             if f not in ('arctan2', 'power', 'float_power', 'ldexp') and not f.startswith(('less', 'greater', 'equal', 'not')) else f'np.{g}({x})',
                             f'np.{f}({x}, {y}, out=np.zeros((3,), {self.pick(kinds)!r}))', f'np.{self.pick(["sum", "prod", "max", "min", "mean", "any", "all", "argmax", "argmin", "ptp", "cumsum", "sort", "argsort", "median", "std"])}({x}{axis})',
                             f'np.{self.pick(["unique", "ravel", "flip", "nonzero", "diff", "round", "squeeze", "transpose", "atleast_2d", "flatnonzero", "argwhere", "count_nonzero", "copy", "iscomplexobj", "isrealobj", "isfortran", "shape", "ndim", "size"])}({x})',
                             f'np.take({x}, [0, -1]{axis})', f'np.repeat({x}, 2{axis})', f'np.roll({x}, 1{axis})', f'np.concatenate([{x}, {x}]{axis})', f'np.isin({x}, {y})', f'np.searchsorted(np.sort({x}.ravel()), {y})', f'np.where({x} == {x}, {x}, {y})',
                             f'np.array_equal({x}, {y})', f'np.allclose({self.array(PLAIN)}, {self.array(PLAIN)}{self.keywords(["rtol=0.5"], ["atol=1"], ["equal_nan=True"])})', f'np.clip({x}, {self.pick(self.SCALARS[:10])}, {self.pick(self.SCALARS[:10])})',
                             f'{x}.tolist()', f'np.broadcast_arrays({x}, {y})', f'{x}.{self.pick(["sum", "max", "min", "any", "all", "mean", "argmax", "prod"])}({axis[2:]})', f'np.select([{self.array(["?"])}], [{x}], {self.pick(self.SCALARS[:8])})',
                             f'np.choose({self.array(["?", "i8"], ["(3,)", "()"])} % 2, [{x}, {y}])', f'list({x}.flat)[:3]', f'np.compress([True, False, True], {x}{axis})', f'np.delete({x}, 0{axis})', f'np.pad({x}, 1, {self.pick(["edge", "wrap", "constant"])!r})']))

    def corners(self):
        """Functions that few programs call; unpackbits without a count beyond the bits, which shows memory that nothing was
        written to (np.unpackbits(np.zeros(0, 'u1'), count=3) is [0, 1, 1] and other numbers)."""
        x, n = self.array(special=0.05), self.r.randrange(1, 5)
        small = self.array(['u1', '?', 'i8', 'u1'], ['(5,)', '(2, 3)', '(9,)', '(2, 9)', '()'])
        c, d = (self.pick(['[1, 2]', '[1., -3, 2]', '[0, 0, 1, 2]', '[2]', '[]', '[1, 2j]', 'np.array([1, 0, -1], "f4")', '[0, 0]', '3', '[[1, 2]]']) for _ in range(2))
        k = self.pick(['', ', 1', ', -1', ', k=2'])
        self.line(self.pick([f'np.packbits({small}{self.keywords(["axis=0", "axis=-1", "axis=3"], ["bitorder=" + repr("little")])})', f'np.unpackbits({small}{self.keywords(["axis=0", "axis=-1"], ["count=3", "count=-1"], ["bitorder=" + repr("little")])})',
                             f'np.tril_indices({n}{k})', f'np.triu_indices({n}{k})', f'np.tril_indices_from({x}{k})', f'np.triu_indices_from({x})', f'np.diag_indices({n})', f'np.diag_indices_from({x})', f'np.mask_indices({n}, np.triu)',
                             f'np.poly({c})', f'np.roots({c})', f'np.polyadd({c}, {d})', f'np.polysub({c}, {d})', f'np.polymul({c}, {d})', f'np.polydiv({c}, {d})', f'np.polyder({c}{self.pick(["", ", 2", ", -1", ", 0"])})', f'np.polyint({c}{self.pick(["", ", 2", ", k=3", ", 2, [1, 2]", ", -1"])})',
                             f'np.polyval({c}, {x})', f'np.poly1d({c})', f'np.poly1d({c}) {self.pick("+-*")} np.poly1d({d})', f'np.poly1d({c})({self.pick(["2", "[1, 2]", "0.5"])})', f'np.poly1d({c}).{self.pick(["deriv()", "integ()", "order", "coeffs", "roots", "variable"])}',
                             f'np.vectorize(lambda a, b: a + b)({x}, 1)', f'np.vectorize(lambda a: a * 2, otypes=[float])({x})', f'np.frompyfunc(lambda a: a, 1, 1)({x})', f'np.apply_over_axes(np.sum, {x}, {self.pick(["0", "[0, 1]", "-1"])})', f'np.apply_along_axis({self.pick(["np.sum", "np.sort", "lambda v: v[:1]", "np.diff"])}, {self.pick(["0", "-1", "1"])}, {x})',
                             f'list(np.ndenumerate({self.array(special=0, shapes=["(2,)", "(2, 2)", "()"])}))', f'list(np.ndindex({self.pick(["2", "2, 2", "(1, 3)", "0", "()"])}))', f'[v.tolist() for v in np.nditer({self.array(special=0)}{self.keywords(["order=" + repr("F"), "order=" + repr("C")])})]', f'np.dsplit({x}, {self.pick(["1", "2", "[1]"])})', f'np.row_stack([{x}, {x}])',
                             f'np.asfarray({x}{self.pick(["", ", " + repr("f4"), ", int"])})', f'np.asarray_chkfinite({x})', f'np.may_share_memory({x}, {x})', f'np.mintypecode({self.pick(["[" + repr("f") + ", " + repr("i") + "]", repr("dF"), "[" + repr("c") + "]"])})', f'np.round_({x}, 1)',
                             f'np.sctype2char({self.pick(["int", "float", repr("f4"), "np.int8"])})', f'np.iterable({self.pick(["3", "[1]", repr("a"), x])})', f'np.round_({x}, 1)', f'np.alltrue({x})', f'np.sometrue({x})', f'np.cumproduct({self.array(PLAIN[:6], special=0)})', f'np.hamming({n})', f'np.bitwise_not({x})',
                             f'np.linalg.tensorsolve({self.array(["f8"], ["(2, 1, 2)", "(2, 2)"], special=0)} + 3, [1., 2])', f'np.emath.{self.pick(["sqrt", "log", "log2", "log10", "arcsin", "arccos", "arctanh", "power", "logn"])}({self.pick(["-1", "2.5", "[-1, 2]", "[0.5, 2]", "-2, 0.5", "2, [-1, 2]"])})',
                             f'np.unravel_index({self.pick(["[3, 1]", "5", "0", "[[1, 2]]", "9"])}, {self.pick(["(2, 3)", "6", "(2, 2, 2)"])})', f'np.ravel_multi_index({self.pick(["(1, 2)", "([0, 1], [1, 1])", "([5], [1])"])}, (2, 3){self.keywords(["mode=" + repr("clip"), "mode=" + repr("wrap")], ["order=" + repr("F")])})',
                             f'np.put_along_axis({x}, np.array([[0]]), 9, {self.pick(["0", "1", "-1"])})', f'np.rollaxis({x}, {self.pick(["0", "1", "-1"])}, {self.pick(["0", "1", "2"])})', f'np.lib.stride_tricks.as_strided({self.array(["i4"], ["(6,)"], layout=0)}, (2, 3), (4, 8))',
                             f'np.histogram_bin_edges({self.array(["f8", "i4"], special=0)}, {self.pick(["3", repr("auto"), "[1, 2]"])})']))

    def words(self):
        """Functions of text."""
        x, y = (self.array(['U3', 'S2', 'U3', 'U1', 'S4'], ['(3,)', '(2, 2)', '()', '(5,)', '(0,)'], layout=0.15) for _ in range(2))
        t = self.pick(["'a'", "'b'", "''", "'bc'", "b'a'", '3'])
        narrow = '0' if x.startswith('A((0,)') else '-1'  # of no texts padded to -1 NumPy makes a type of that size, S-1
        f = self.pick(['expandtabs', 'isalnum', 'islower', 'isspace', 'istitle', 'isupper', 'lstrip', 'rstrip', 'splitlines', 'isnumeric', 'isdecimal', 'strip', 'upper', 'title', 'swapcase', 'str_len', 'capitalize'])
        self.line(self.pick([f'np.char.{f}({x})', f'np.char.{self.pick(["rindex", "index", "find", "count", "startswith", "rpartition", "partition", "rsplit", "split", "lstrip", "strip", "join"])}({x}, {t})', f'np.char.{self.pick(["rjust", "ljust", "center", "zfill"])}({x}, {self.pick(["5", "0", "[1, 5, 3]", narrow])})',
                             f'np.char.{self.pick(["add", "equal", "not_equal", "less", "greater_equal"])}({x}, {y})', f'np.char.compare_chararrays({x}, {y}, {self.pick(["<", "==", ">=", "!="])!r}, {self.pick(["True", "False"])})', f'np.char.array({x}).{self.pick(["upper()", "dtype", "T", "tolist()", "strip()"])}', f'np.char.array({x}) {self.pick(["+", "==", "<"])} {t}',
                             f'np.char.replace({x}, {t}, {self.pick(["" + repr("x"), repr("")])}{self.pick(["", ", 1"])})', f'np.char.translate({x}, None)' if "'S" in x else f'np.char.multiply({x}, {self.pick(["0", "3", "-1"])})', f'{x} {self.pick(["==", "<", "!=", ">="])} {y}', f'np.sort({x}, axis={self.pick(["0", "-1", "None"])})',
                             f'np.{self.pick(["max", "unique", "argmax", "argsort", "concatenate", "stack", "count_nonzero", "any", "nonzero"])}({x})', f"{x}.astype('{self.pick(['U1', 'S1', 'U6', 'S6', 'O', '?', 'f4', 'i8'])}')", f'np.where({x} < {y}, {x}, {y})', f'np.searchsorted(np.sort({x}.ravel()), {y})', f'np.isin({x}, {y})', f'np.union1d({x}, {y})', f'np.setdiff1d({x}, {y})',
                             f'np.intersect1d({x}, {y}, return_indices=True)', f'np.in1d({x}, {y}, invert=True)', f'{x}[{y} == {t}]', f'np.insert({x}, 0, {t})', f'np.append({x}, {t})', f'setting({x}, 0, {t})', f'np.full(2, {t})', f'np.array([{t}, {self.pick(self.SCALARS[:12])}])']))

    def masks(self):
        """Masked arrays."""
        x, y = (self.array(['f8', 'f8', 'i8', 'i4', 'f4', '?'], ['(3,)', '(2, 3)', '(2, 2)', '(5,)'], special=0.05, layout=0) for _ in range(2))
        m = f'np.ma.{self.pick(["masked_greater", "masked_less", "masked_equal", "masked_not_equal", "masked_greater_equal"])}({x}, {self.pick(["0", "0.5", "-0.25"])})'
        m2 = self.pick([f'np.ma.masked_less({y}, 0)', y, '2', f'np.ma.array({y}, mask=True)', f'np.ma.masked_where({y} > 0, {y})'])
        axis = self.pick(['', ', axis=0', ', axis=-1', ', axis=None'])
        f = self.pick(['sum', 'mean', 'max', 'min', 'prod', 'std', 'var', 'cumsum', 'count', 'argmax', 'argmin', 'sort', 'median', 'any', 'all', 'ptp', 'argsort', 'average', 'anom', 'cumprod'])
        # by their text: their arrays are no subclass of ndarray, whose flags could be told
        self.line('repr(' + self.pick([m, f'{m} {self.pick(self.OPERATORS[:5] + ["<", "==", ">="])} {m2}', f'np.ma.{f}({m}{axis})', f'{m}.{self.pick(["filled()", "filled(9)", "compressed()", "mask", "data", "fill_value", "count()", "tolist()", "dtype", "T", "ravel()", "copy()", "sum()", "mean()"])}', f'np.ma.{self.pick(["concatenate", "stack", "vstack"])}([{m}, {m}])',
                             f'np.ma.where({m} > 0, {m}, {m2})', f'setting({m}, 0, {self.pick(["np.ma.masked", "5", "2.5"])})', f'{m}[{self.pick(["0", "1:", "[0, 1]", "..., 0", "-1"])}]', f'np.ma.masked_invalid({x})', f'np.ma.masked_inside({x}, -1, 1)', f'np.ma.fix_invalid({x})', f'np.ma.getmaskarray({m})', f'np.ma.is_masked({m})', f'np.{self.pick(["sum", "sqrt", "abs", "mean", "exp", "isnan"])}({m})' if 'sqrt' not in m else m,
                             f'np.ma.{self.pick(["sqrt", "log", "divide", "add", "exp", "power", "abs", "arcsin"])}({m}{", " + m2 if self.some(0) else ""})' if self.some(0.5) else f'np.ma.add({m}, {m2})', f'np.ma.notmasked_edges({m})', f'np.ma.clump_masked({m}.ravel())', f'np.ma.flatnotmasked_contiguous({m})', f'np.ma.default_fill_value({x})', f'np.ma.array({x}, mask={self.pick(["True", "False", "[1, 0, 1]", "np.ma.nomask"])}, fill_value=7)', f'np.ma.unique({m})', f'np.ma.diff({m})', f'str({m})']) + ')')

    def rows(self):
        """Functions of records."""
        d = self.pick(["[('a','i4'),('b','f8')]", "[('x','i2'),('s','U3')]", "[('a','f4'),('c','c8'),('s','S2')]", "[('h','f2'),('a','>i4')]"])
        x = self.array([d], ['(3,)', '(2, 2)', '()', '(1,)', '(0,)'], layout=0.15)
        a = repr(d.split("'")[1])
        self.line(self.pick([f'np.sort({x})', f'np.argsort({x}, order={a})', f'np.sort({x}, order={a})', f'np.unique({x})', f'np.lib.recfunctions.{self.pick(["drop_fields", "require_fields"])}({x}, {a if self.some(0.5) else "[(" + a + ", " + repr("f8") + ")]"})', f"np.lib.recfunctions.rename_fields({x}, {{{a}: 'zz'}})", f'np.lib.recfunctions.repack_fields({x})', f'np.lib.recfunctions.structured_to_unstructured({x})',
                             f"np.lib.recfunctions.append_fields({x}, 'n', np.arange({x}.size))", f'np.lib.recfunctions.merge_arrays(({x}, {x}), flatten=True)', f'np.lib.recfunctions.stack_arrays(({x}, {x}))', f'np.lib.recfunctions.get_names({x}.dtype)', f'np.lib.recfunctions.flatten_descr({x}.dtype)', f'{x} == {x}', f'{x}[{a}] {self.pick(["+", "*", "<"])} 1', f'np.concatenate([{x}, {x}])', f'np.take({x}, [0])', f'{x}.astype({self.pick(["object", repr("f8"), repr([("p", "f8"), ("q", "U3")]), repr("U9")])})',
                             f'setting({x}, {self.pick(["0", "...", "[0]", a, "-1"])}, {self.pick(VALUES)})', f'np.repeat({x}, 2)', f'np.where({x} == {x}, {x}, {x})', f'{x}.tolist()', f'np.isin({x}, {x})', f'np.flip({x})', f'np.copy({x}, {self.pick(["" + repr("F"), repr("K")])})', f'np.rec.array({x})', f'np.rec.array({x}).{a[1:-1]}', f'{x}.view({self.pick([repr("u1"), "np.recarray", repr("V4")])})', f'np.zeros_like({x})', f'np.full_like({x}, {self.pick(["1", "(1, 2)"])})', f'np.array({x}.tolist(), {x}.dtype)']))

    def specs(self):
        """Dtypes from what users write."""
        d = self.pick(["'i4'", "'f8'", "'U3'", "'O'", "'S2'", "'?'", "'M8[D]'", "'>i2'", "('i4', 2)", "[('z', 'i1')]", "'i3'", "'V3'"])
        e = self.pick(["'i1'", "'f4'", "'c16'", "'2i4'", "('f8', (2,))", "'U1'", "'O'"])
        n, m = self.r.randrange(-1, 12), self.pick(['2', '(2, 3)', '()', '1', '0', '-1', '(1,)', '2.0', "'x'", '[2]'])
        align = self.pick(['', '', ', align=True'])
        self.line('np.dtype(' + self.pick([f"{{'names': ['a', 'b'], 'formats': [{d}, {e}]}}", f"{{'names': ['a', 'b'], 'formats': [{d}, {e}], 'offsets': [0, {n}]}}", f"{{'names': ['a', 'b'], 'formats': [{d}, {e}], 'itemsize': {n * 8}}}",
                                           f"{{'a': ({d}, 0), 'b': ({e}, {n})}}", f"[('a', {d}), ('b', {e})]", f"[('a', {d}), (('t', 'b'), {e})]", f"[('a', {d}, {m}), ('b', {e})]", f'({d}, {m})', f"'i4,{self.pick(['f8', '2i1', '(2,)f4', '', ' U3', '>f8', 'x'])}'",
                                           f"'m8[{self.pick(['', '2', '25'])}{self.pick(['s', 'D', 'ms', 'Y', 'generic', 'x'])}{self.pick(['', '', '/2', '/1000', '/7', '/12'])}]'"]) + f'{align})')

    def overlaps(self):
        """Ufuncs and stores whose results lie over their operands, with where= and casting=."""
        kind = self.pick(['f8', 'f4', 'i8', 'i2', 'u1', 'c16', '?', 'O', 'm8[s]'])
        x = self.array([kind], ['(6,)', '(3, 3)', '(2, 4)', '(1,)', '(0,)', '()'], special=0.05)
        a, b = (self.pick(['x[1:]', 'x[:-1]', 'x[::-1]', 'x.T', 'x', 'x[::2]', 'x[1::2]', 'x[..., ::-1]', 'x[:1]']) for _ in range(2))
        f, g = self.pick(['add', 'subtract', 'multiply', 'maximum', 'true_divide', 'power', 'logical_and', 'equal', 'copysign']), self.pick(['negative', 'sqrt', 'square', 'absolute', 'logical_not', 'conjugate', 'rint'])
        words = self.keywords(['where=x > 0', 'where=False', 'where=[True]'], ["casting='unsafe'", "casting='no'", "casting='same_kind'"], ["dtype='f4'", "dtype='i8'", 'dtype=object'])
        # Quotients of integers are cast to the output in pieces of a size that follows from how NumPy buffers the operands, and
        # each piece tells of its own invalid values; comparisons remember the loops that earlier calls looked for (ufunc_method).
        if kind[0] in 'iu?' and f == 'true_divide' or kind[0] not in 'Om' and f == 'equal':
            f = 'add'
        fold = 'add' if f == 'equal' else f
        act = self.pick([f'np.{f}({a}, {b}, out={self.pick([a, b, "x"])}{words})', f'np.{g}({a}, out={b}{words})', f'np.copyto({a}, {b}{self.keywords(["where=x > 0", "where=True"])})', f'x.__setitem__(slice(1, None), {b})',
                         f'np.{fold}.accumulate({a}, out={b})', f'np.{f}.at(x, [0, 0, -1], 1)', f'np.{fold}.reduce({a}, axis=0, out={b})', f'{a}.sort()', f'np.take(x, [0, 0], out={b})', f'np.clip({a}, 0, 1, out={b})', f'np.cumsum({a}, out={b})'])
        self.line(f'after({x}.copy(), lambda x: {act})')

    def iterations(self):
        """nditer: its flags, orders and axes."""
        x, y = (self.array(['f8', 'i4', 'i8'], ['(2, 3)', '(3,)', '(2, 1)', '()', '(0, 3)', '(2, 2, 2)'], special=0) for _ in range(2))
        flags = self.r.sample(['c_index', 'f_index', 'multi_index', 'external_loop', 'buffered', 'reduce_ok', 'zerosize_ok', 'refs_ok', 'ranged', 'copy_if_overlap'], self.r.randrange(3))
        if 'ranged' in flags and 'buffered' not in flags:  # with an index NumPy leaves out the fastest dimension then:
            flags = [f for f in flags if f not in ('c_index', 'f_index')]  # list(np.nditer([1, 2, 3], flags=['c_index', 'ranged'])) has one item
        words = self.keywords(["order='F'", "order='C'", "order='A'"], ["casting='unsafe'", "casting='same_kind'"], ["op_dtypes='f8'", "op_dtypes=['f8', 'f4']"], ['buffersize=2'], ["op_flags=['readonly']", "op_flags=['readwrite']", "op_flags=['copy', 'readonly']"])
        op = self.pick([x, f'[{x}, {y}]', f'[{x}, {y}]'])
        self.line(self.pick([f'[np.array(v).tolist() for v in np.nditer({op}, flags={flags}{words})]', f'np.nditer({op}, flags={flags}{words}).{self.pick(["itersize", "ndim", "nop", "dtypes", "itviews", "operands", "iterrange", "has_index"])}',
                             f'[np.array(v).tolist() for v in np.nditer([{x}, {y}], op_axes={self.pick(["[[0, 1], [-1, 0]]", "[[1, 0], [0, -1]]", "[[0], [-1]]", "[None, [0, 1]]"])})]']))

    def ties(self):
        """Orders of elements of which many are equal, more than sorts insert one by one."""
        x = self.array(['i8', 'f8', 'f4', 'i2', 'u1', 'f2', 'c8', 'c16', 'U3', 'S2', 'O', 'm8[s]', '>i4', '?'], ['(24,)', '(50,)', '(4, 20)', '(30, 2)', '(100,)', '(17,)', '(2, 3, 18)'], special=0.2)
        if self.some(0.5) and not any(f"'{kind}'" in x for kind in ('U3', 'S2', 'O', 'm8[s]', 'c8', 'c16', '?')):
            x = f'np.floor({x} / 4)' if self.some(0.5) else f'({x} > 0)'
        axis = self.pick(['', '', ', 0', ', axis=-1', ', axis=None'])
        kind = self.pick(['', '', '', ", kind='heapsort'", ", kind='quicksort'", ", kind='stable'"])
        self.line(self.pick([f'np.argsort({x}{axis}{kind})'] * 4 + [f'{x}.argsort({axis[2:]}{kind if axis else kind[2:]})', f'np.unique({x}, return_inverse=True{self.keywords(["return_index=True"], ["equal_nan=False"])})',
                             f'np.lexsort(({x}, {x}))', f'np.argsort({x}[..., ::-1]{axis}{kind})', f'np.ma.array({x}).argsort({axis[2:]}{kind if axis else kind[2:]})', f'np.sort({x}{axis}{kind}).tolist()',
                             f"np.argsort(np.array([(i, 1) for i in np.ravel({x}).tolist()], 'O,i4'), order='f0')" if "'i8'" in x else f'np.argsort({x})']))

    def folds(self):
        """Folds of objects by the functions and by the ufuncs that they stand for."""
        x = self.pick([self.array(['O'], special=0), self.array(['O'], ['(2, 3, 2)', '(3, 2)', '(0, 2)', '(1,)'], special=0), "np.array([1, float('nan'), 2], object)",
                       "np.array([[1, 2.5], [3j, True]], object)", "np.array([['a', 'bc'], ['d', '']], object)", "np.array([np.float64(2), np.int8(100), 1 << 70], object)", "np.array([[1, None]], object)"])
        axis = self.pick(['', ', axis=0', ', axis=-1', ', axis=None', ', axis=(0, 1)', ', axis=()', ', axis=1'])
        f = self.pick(['add', 'multiply', 'maximum', 'minimum', 'logical_and', 'logical_or', 'fmax', 'subtract', 'bitwise_or', 'less', 'equal', 'hypot', 'floor_divide', 'true_divide', 'logical_xor'])
        g = self.pick(['sum', 'prod', 'max', 'min', 'any', 'all', 'mean', 'cumsum', 'cumprod', 'nansum', 'nanmax', 'nanmean', 'nanprod', 'ptp', 'var', 'std', 'argmax', 'argmin', 'median', 'average'])
        words = self.keywords(['keepdims=True'], ['initial=2'], ['where=True', 'where=[True, False]', 'where=False'], ["dtype='O'", "dtype='f8'"])
        self.line(self.pick([f'np.{f}.reduce({x}{axis}{words})'] * 2 + [f'np.{f}.accumulate({x}{axis})', f'np.{f}.reduceat({x}, [0, 1, 0]{axis})', f'np.{g}({x}{axis})', f'np.{g}({x}{axis}{self.keywords(["keepdims=True"])})',
                             f'np.{self.pick(["sum", "prod", "max", "min", "any", "all"])}({x}{axis}{words})', f'np.frompyfunc(lambda a, b: (a, b), 2, 1).reduce({x}{axis})', f'np.{f}.outer({x}, {x})',
                             f'{x}.{self.pick(["sum", "prod", "max", "min", "any", "all", "mean", "cumsum"])}({axis[2:]})']))

    MORE = {'storing': 4, 'casting': 4, 'mixtures': 4, 'corners': 4, 'words': 2, 'masks': 2, 'rows': 2, 'specs': 2, 'overlaps': 4, 'iterations': 3, 'ties': 2, 'folds': 2}

    def sights(self):
        """The same memory seen as elements of another sort, written from one side or the other."""
        text = self.some(0.4)
        records = ["[('a','S3'),('b','u1')]", "[('n','S4'),('k','i4')]", "[('a','i2'),('s','S2')]", "[('p',[('s','S2'),('i','i2')]),('q','S4')]"]
        if text:
            x = self.pick(["np.array(['abc', 'de', 'f', 'gh'])", "np.array([['ab', 'c', 'd'], ['ef', '', 'gh']])", "np.zeros(4, 'U2')", "np.array('abcd')"])
            kinds = ["'u4'", "'U1'", "'U2'", "'U4'", "'i4'", "[('a','U1')]", "[('a','U1'),('n','u4')]"]  # in which few bytes are no characters
        else:
            x = self.pick(["np.arange(24, dtype='u1')", "np.arange(8, dtype='i4')", "np.arange(12, dtype='i2').reshape(2, 6)", "np.array([b'abc', b'de', b'f', b'ghi'])", "np.zeros(6, 'S4')",
                           "np.arange(12.).reshape(3, 4)", f'np.zeros(6, {self.pick(records)})', "np.frombuffer(bytearray(24), 'S3')", "np.zeros(4, 'V3')", "np.arange(6, dtype='>i4')"])
            kinds = [repr(k) for k in ('u1', 'S1', 'S2', 'S3', 'S4', 'S8', 'i2', 'i4', 'V2', 'V4', 'V3', '>i4', 'M8[s]', 'S12')] + records
        parts = [''] * 4 + ['[::-1]', '[1:]', '.T', '[..., None]', '[:2]', '.reshape(2, -1)', '.ravel()']
        see = f'x{self.pick(parts)}.view({self.pick(kinds)}){self.pick(parts)}' + (f'.view({self.pick(kinds)})' if self.some(0.2) else '')
        value = self.pick(["b'q'", '3', "'xy'", '0', "b''", '65'])
        side, other = self.pick(['vx', 'xv', 'vx'])
        write = self.pick([f'{side}.__setitem__({self.pick(["0", "-1", "...", "slice(1, None)", "[0, 1]", "slice(None, None, 2)", "()"])}, {value})'] * 4 + [
            f'{side}.fill({value})', f'{side}.sort()', f'{side}.__setitem__(..., {side}[::-1].copy())', f'np.copyto({side}, {side}.ravel()[0])', f'np.put({side}, [0, 2], {value})',
            f'{side}.flat.__setitem__(slice(1, 3), {value})', f'{side}.partition(1)', f'{side}.__setitem__(slice(1, None), {side}[:-1].copy())'])
        kept = self.pick(['v.copy()', 'x.copy()', 'v[[0]]', 'v.tolist()', 'x.astype(x.dtype)', 'np.concatenate([v, v])', 'v.T', 'v[:1]', 'x[::-1]'])
        self.line(f'(lambda x: (lambda v: (lambda k: ({write}, x, v.tobytes(), k, v.base is x, v.strides, v.flags.writeable, v.flags.c_contiguous, np.shares_memory(x, v))[1:])({kept}))({see}))({x})')
