/* Numbers and text: doubles, integers of any size, the format mini-language, printf conversions.
 * The expected values are recorded from CPython 3.11. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format_percent.h"
#include "base/num.h"

// clang-format off
static const struct {
    double x;
    const char *text;
} repr_rows[] = {
    {0x0.0p+0, "0.0"},
    {-0x0.0p+0, "-0.0"},
    {1.0, "1.0"},
    {0x1.999999999999ap-4, "0.1"},
    {-0x1.4000000000000p+1, "-2.5"},
    {100.0, "100.0"},
    {0x1.c6bf526340000p+49, "1000000000000000.0"},
    {0x1.1c37937e08000p+53, "1e+16"},
    {0x1.b69b4ba630f35p+56, "1.2345678901234568e+17"},
    {0x1.0f0cf064dd592p+73, "1e+22"},
    {0x1.52d02c7e14af6p+76, "1e+23"},
    {0x1.0000000000000p+53, "9007199254740992.0"},
    {0x0.0000000000001p-1022, "5e-324"},
    {0x1.0000000000000p-1022, "2.2250738585072014e-308"},
    {0x1.fffffffffffffp+1023, "1.7976931348623157e+308"},
    {0x1.a36e2eb1c432dp-14, "0.0001"},
    {0x1.4f8b588e368f1p-17, "1e-05"},
    {0x1.5555555555555p-2, "0.3333333333333333"},
    {0x1.5555555555555p-1, "0.6666666666666666"},
    {0x1.921fb54442d18p+1, "3.141592653589793"},
    {0x1.fe185ca57c517p+78, "6.02214076e+23"},
    {0x1.49da7e361ce4cp-33, "1.5e-10"},
    {0x1.0000000000000p-1022, "2.2250738585072014e-308"},
    {0x1.6a09e667f3bcdp+0, "1.4142135623730951"},
    {0x1.0000000000000p+60, "1.152921504606847e+18"},
    {0x1.0000000000000p+63, "9.223372036854776e+18"},
    {0x1.0000000000000p-20, "9.5367431640625e-07"},
    {INFINITY, "inf"},
    {-INFINITY, "-inf"},
    {NAN, "nan"},
    {0x1.26c1c9f767c45p-500, "3.517436879206498e-151"},
    {0x1.47ddebde5c099p-289, "1.287623327729597e-87"},
    {0x1.08fefcb91ce37p+391, "5.220687878897814e+117"},
    {0x1.6a198f1446beap+700, "7.440212365300215e+210"},
    {0x1.5c64fbd69fe29p+312, "1.1355073036159286e+94"},
    {0x1.85892ec1d7da0p+62, "7.01725439066207e+18"},
    {0x1.086ff076ce2efp+698, "1.3583749418962063e+210"},
    {0x1.29c3b77330bdbp+566, "2.809380255700087e+170"},
    {0x1.0f51bf17fd374p-513, "3.952328029773452e-155"},
    {0x1.3209ca6233255p-917, "1.0790205420931878e-276"},
    {0x1.3b446e6a16a3bp-702, "5.85304710713513e-212"},
    {0x1.6ecbf1cfb10f6p-262, "1.933421489398353e-79"},
    {0x1.938807814e8a2p+755, "2.9873358928024453e+227"},
    {0x1.cace73f1f65a8p-244, "6.3397278305255575e-74"},
    {0x1.d7f438b33e968p-815, "8.437489215997029e-246"},
    {0x1.a11ac92edcf45p-513, "6.075993102204914e-155"},
    {0x1.76d90035b7399p+474, "7.142212753190354e+142"},
    {0x1.e4b36377b9aa2p-188, "4.826080141550787e-57"},
    {0x1.e4158478c281dp-651, "2.0237349552385174e-196"},
    {0x1.8e64eea959c21p+753, "7.373265110238823e+226"},
};

static const struct {
    const char *text;
    double x;
} parse_rows[] = {
    {"1", 1.0},
    {"0", 0x0.0p+0},
    {"-0", -0x0.0p+0},
    {".5", 0x1.0000000000000p-1},
    {"5.", 5.0},
    {"1e5", 100000.0},
    {"1E+5", 100000.0},
    {"0.1", 0x1.999999999999ap-4},
    {"123456789012345678901234567890", 0x1.8ee90ff6c373ep+96},
    {"9007199254740993", 0x1.0000000000000p+53},
    {"9007199254740992.99999999999999999999", 0x1.0000000000000p+53},
    {"9007199254740993.00000000000000000001", 0x1.0000000000001p+53},
    {"1e-400", 0x0.0p+0},
    {"1e400", INFINITY},
    {"-1e308", -0x1.1ccf385ebc8a0p+1023},
    {"1.7976931348623158e308", 0x1.fffffffffffffp+1023},
    {"1.7976931348623159e308", INFINITY},
    {"2.4703282292062327e-324", 0x0.0p+0},
    {"2.4703282292062328e-324", 0x0.0000000000001p-1022},
    {"4.9e-324", 0x0.0000000000001p-1022},
    {"2.2250738585072011e-308", 0x0.fffffffffffffp-1022},
    {"6.631236846766476e-316", 0x0.0000008000000p-1022},
    {"0.000000000000000000000000000000000000000001", 0x1.64cfda3281e39p-140},
    {"1e22", 0x1.0f0cf064dd592p+73},
    {"1e23", 0x1.52d02c7e14af6p+76},
    {"8.5e22", 0x1.1ffdbf6b2b2ebp+76},
    {"3.5844466002796428e+298", 0x1.b67769db917d9p+991},
    {"0e999999999", 0x0.0p+0},
    {"infinity", INFINITY},
    {"-INF", -INFINITY},
    {"NaN", NAN},
    {"179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880", 0x1.203af9ee75615p+974},
};

static const struct {
    double x;
    const char *spec, *text;
    KbFmtKind kind;
} float_rows[] = {
    {0x1.34a456d5cfaadp+10, "", "1234.5678", KB_FMT_OK},
    {0x1.34a456d5cfaadp+10, ".2f", "1234.57", KB_FMT_OK},
    {-0x1.34a456d5cfaadp+10, "+,.1f", "-1,234.6", KB_FMT_OK},
    {0x1.34a0000000000p+10, "010,", "0,001,234.5", KB_FMT_OK},
    {0x1.0000000000000p-1, ".0f", "0", KB_FMT_OK},
    {0x1.8000000000000p+0, ".0f", "2", KB_FMT_OK},
    {0x1.4000000000000p+1, ".0f", "2", KB_FMT_OK},
    {0x1.0f0cf064dd592p+73, "f", "10000000000000000000000.000000", KB_FMT_OK},
    {0x1.999999999999ap-4, ".30f", "0.100000000000000005551115123126", KB_FMT_OK},
    {0x1.4f8b588e368f1p-17, ".3", "1e-05", KB_FMT_OK},
    {100.0, ".2", "1e+02", KB_FMT_OK},
    {3.0, ".1", "3e+00", KB_FMT_OK},
    {0x1.1c37937e08000p+53, "g", "1e+16", KB_FMT_OK},
    {123456.0, "#g", "123456.", KB_FMT_OK},
    {0x0.0p+0, "e", "0.000000e+00", KB_FMT_OK},
    {-0x0.0p+0, "z.1f", "0.0", KB_FMT_OK},
    {-0x1.47ae147ae147bp-5, "z.1f", "0.0", KB_FMT_OK},
    {INFINITY, "08", "00000inf", KB_FMT_OK},
    {NAN, "F", "NAN", KB_FMT_OK},
    {0x1.0624dd2f1a9fcp-2, ".1%", "25.6%", KB_FMT_OK},
    {12.0, "#.0%", "1200.%", KB_FMT_OK},
    {0x0.0000000000001p-1022, ".3e", "4.941e-324", KB_FMT_OK},
    {0x0.0000000000001p-1022, ".320f", "0.00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", KB_FMT_OK},
    {0x1.fffffffffffffp+1023, ".3e", "1.798e+308", KB_FMT_OK},
    {0x1.3fd70a3d70a3dp+3, ".2f", "9.99", KB_FMT_OK},
    {0x1.5666666666666p+1, ".2f", "2.67", KB_FMT_OK},
    {0x1.e848000000000p+19, "_.0f", "1_000_000", KB_FMT_OK},
    {0x1.d99999999999ap+1, "*^12.1f", "****3.7*****", KB_FMT_OK},
    {-0x1.d99999999999ap+1, "=10", "-      3.7", KB_FMT_OK},
    {1.0, "d", "Unknown format code 'd' for object of type 'float'", KB_FMT_VALUE_ERROR},
    {1.0, "r", "Unknown format code 'r' for object of type 'float'", KB_FMT_VALUE_ERROR},
    {1.0, ",n", "Cannot specify ',' with 'n'.", KB_FMT_VALUE_ERROR},
    {1.0, ".2147483648f", "precision too big", KB_FMT_VALUE_ERROR},
    {0x1.e847f00000000p+19, "g", "1e+06", KB_FMT_OK},
    {1.0, "10.", "Format specifier missing precision", KB_FMT_VALUE_ERROR},
    {1.0, "\342\202\254>6.1f", "\342\202\254\342\202\254\342\202\2541.0", KB_FMT_OK},
};

static const struct {
    const char *hex, *spec, *text;
    KbFmtKind kind;
} int_rows[] = {
    {"0", "", "0", KB_FMT_OK},
    {"2a", "5", "   42", KB_FMT_OK},
    {"-2a", "05", "-0042", KB_FMT_OK},
    {"12d687", ",", "1,234,567", KB_FMT_OK},
    {"12d687", "_", "1_234_567", KB_FMT_OK},
    {"ff", "#x", "0xff", KB_FMT_OK},
    {"-ff", "#010X", "-0X00000FF", KB_FMT_OK},
    {"ff", "_b", "1111_1111", KB_FMT_OK},
    {"41", "c", "A", KB_FMT_OK},
    {"20ac", "^5c", "  \342\202\254  ", KB_FMT_OK},
    {"110000", "c", "%c arg not in range(0x110000)", KB_FMT_OVERFLOW_ERROR},
    {"c9f2c9cd04674edea40000000", ",", "1,000,000,000,000,000,000,000,000,000,000", KB_FMT_OK},
    {"-c9f2c9cd04674edea40000000", "#_x", "-0xc_9f2c_9cd0_4674_edea_4000_0000", KB_FMT_OK},
    {"56bc75e2d63100000", ".3e", "1.000e+20", KB_FMT_OK},
    {"4d2", "08,", "0,001,234", KB_FMT_OK},
    {"4d2", "07,", "001,234", KB_FMT_OK},
    {"1", ".3", "Precision not allowed in integer format specifier", KB_FMT_VALUE_ERROR},
    {"1", "z", "Negative zero coercion (z) not allowed in integer format specifier", KB_FMT_VALUE_ERROR},
    {"1", "+c", "Sign not allowed with integer format specifier 'c'", KB_FMT_VALUE_ERROR},
    {"1", ",x", "Cannot specify ',' with 'x'.", KB_FMT_VALUE_ERROR},
    {"1", ",_", "Cannot specify both ',' and '_'.", KB_FMT_VALUE_ERROR},
    {"1", "s", "Unknown format code 's' for object of type 'int'", KB_FMT_VALUE_ERROR},
    {"1", "\303\251", "Unknown format code '\134xe9' for object of type 'int'", KB_FMT_VALUE_ERROR},
    {"1", "!!", "Invalid format specifier '!!' for object of type 'int'", KB_FMT_VALUE_ERROR},
    {"1", "99999999999999999999", "Too many decimal digits in format string", KB_FMT_VALUE_ERROR},
    {"7", " d", " 7", KB_FMT_OK},
    {"7", "=+5", "+   7", KB_FMT_OK},
    {"10000000000000000", "o", "2000000000000000000000", KB_FMT_OK},
    {"-80000000000000000000000000000000", "x", "-80000000000000000000000000000000", KB_FMT_OK},
};

static const struct {
    const char *s, *spec, *text;
    KbFmtKind kind;
} str_rows[] = {
    {"abc", "5", "abc  ", KB_FMT_OK},
    {"abc", ">5", "  abc", KB_FMT_OK},
    {"abc", "^6", " abc  ", KB_FMT_OK},
    {"abc", "05", "abc00", KB_FMT_OK},
    {"h\303\251llo", ".2", "h\303\251", KB_FMT_OK},
    {"h\303\251llo", "\342\202\254^7.3s", "\342\202\254\342\202\254h\303\251l\342\202\254\342\202\254", KB_FMT_OK},
    {"abc", "=5", "'=' alignment not allowed in string format specifier", KB_FMT_VALUE_ERROR},
    {"abc", "+", "Sign not allowed in string format specifier", KB_FMT_VALUE_ERROR},
    {"abc", " ", "Space not allowed in string format specifier", KB_FMT_VALUE_ERROR},
    {"abc", "#", "Alternate form (#) not allowed in string format specifier", KB_FMT_VALUE_ERROR},
    {"abc", "z", "Negative zero coercion (z) not allowed in string format specifier", KB_FMT_VALUE_ERROR},
    {"abc", "d", "Unknown format code 'd' for object of type 'str'", KB_FMT_VALUE_ERROR},
    {"abc", ",", "Cannot specify ',' with 's'.", KB_FMT_VALUE_ERROR},
    {"abc", "5s!", "Invalid format specifier '5s!' for object of type 'str'", KB_FMT_VALUE_ERROR},
};

static const struct {
    double re, im;
    const char *spec, *text;
    KbFmtKind kind;
} complex_rows[] = {
    {1.0, 2.0, "", "(1+2j)", KB_FMT_OK},
    {0x0.0p+0, 2.0, "", "2j", KB_FMT_OK},
    {-0x0.0p+0, 2.0, "", "(-0+2j)", KB_FMT_OK},
    {1.0, 2.0, ".2f", "1.00+2.00j", KB_FMT_OK},
    {1.0, 2.0, "+.1e", "+1.0e+00+2.0e+00j", KB_FMT_OK},
    {0x1.8000000000000p+0, -2.0, "20", "            (1.5-2j)", KB_FMT_OK},
    {1.0, 2.0, "#", "(1.+2.j)", KB_FMT_OK},
    {NAN, INFINITY, "G", "NAN+INFj", KB_FMT_OK},
    {1.0, 2.0, "05", "Zero padding is not allowed in complex format specifier", KB_FMT_VALUE_ERROR},
    {1.0, 2.0, "=5", "'=' alignment flag is not allowed in complex format specifier", KB_FMT_VALUE_ERROR},
    {1.0, 2.0, "d", "Unknown format code 'd' for object of type 'complex'", KB_FMT_VALUE_ERROR},
    {1000.0, -0x1.47ae147ae147bp-5, "z,.1f", "1,000.0+0.0j", KB_FMT_OK},
};

static const struct {
    const char *format;
    int64_t v;
    const char *text;
    KbFmtKind kind;
} percent_int_rows[] = {
    {"%d", 66, "66", KB_FMT_OK},
    {"%+05d", 66, "+0066", KB_FMT_OK},
    {"% d", 66, " 66", KB_FMT_OK},
    {"%-5d", 66, "66   ", KB_FMT_OK},
    {"%#x", -255, "-0xff", KB_FMT_OK},
    {"%#010X", 255, "0X000000FF", KB_FMT_OK},
    {"%.5d", -66, "-00066", KB_FMT_OK},
    {"%8.5d", -66, "  -00066", KB_FMT_OK},
    {"%+08.5d", 66, "+0000066", KB_FMT_OK},
    {"%#o", 8, "0o10", KB_FMT_OK},
    {"%.3x", -255, "-0ff", KB_FMT_OK},
    {"%y", 1, "unsupported format character 'y' (0x79) at index 1", KB_FMT_VALUE_ERROR},
    {"%5", 1, "incomplete format", KB_FMT_VALUE_ERROR},
    {"%ld", 3, "3", KB_FMT_OK},
    {"%\342\202\254", 1, "unsupported format character '\077' (0x20ac) at index 1", KB_FMT_VALUE_ERROR},
    {"%.99999999999d", 1, "precision too big", KB_FMT_VALUE_ERROR},
};

static const struct {
    const char *format;
    double v;
    const char *text;
} percent_float_rows[] = {
    {"%f", 0x1.4000000000000p+1, "2.500000"},
    {"%.0f", 0x1.4000000000000p+1, "2"},
    {"%#.0f", 0x1.4000000000000p+1, "2."},
    {"%010.2f", -0x1.4000000000000p+1, "-000002.50"},
    {"%-10.2f", 0x1.4000000000000p+1, "2.50      "},
    {"%+e", 0x1.4000000000000p+1, "+2.500000e+00"},
    {"% g", 0x1.4000000000000p+1, " 2.5"},
    {"%G", 0x1.b7cdfd9d7bdbbp-34, "1E-10"},
    {"%010f", INFINITY, "0000000inf"},
    {"% .1f", NAN, " nan"},
    {"%.3g", 0x1.2d68700000000p+20, "1.23e+06"},
    {"%5.1f", 0x1.81cd6c8b43958p+13, "12345.7"},
};

/* a, b and a + b, a - b, a * b, a // b, a % b, a & b, a | b, a ^ b, in hexadecimal. */
static const struct {
    const char *a, *b, *results[8];
} big_rows[] = {
    {"-1f8eb18b90074513021da8978206f5c66", "126a1e48cc11d357c30d8b7628dbd25e",
     {"-1e680fa7034627dd85eccfe01f7938a08", "-20b553701cc862487e4e814ee494b2ec4", "-2451d4d06025801bb12b412925546cad8ba5b42487baef8edf86236f3df19974", "-1c", "ab0373d517ecc6933a0b774579ba5e2",
      "2000640cc018247c20502060890821a", "-1e88100b10064002020d2000800240c22", "-1ea8106f1cc658267e2d7020e08b48e3c"}},
    {"ffffffffffffffff", "-8000000000000000",
     {"7fffffffffffffff", "17fffffffffffffff", "-7fffffffffffffff8000000000000000", "-2", "-1",
      "8000000000000000", "-1", "-8000000000000001"}},
    {"-80000000000000000000000000000000", "-10000000000000000",
     {"-80000000000000010000000000000000", "-7fffffffffffffff0000000000000000", "800000000000000000000000000000000000000000000000", "8000000000000000", "0",
      "-80000000000000000000000000000000", "-10000000000000000", "7fffffffffffffff0000000000000000"}},
    {"100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "7",
     {"100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000007", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9", "700000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "24924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924924", "4",
      "0", "100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000007", "100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000007"}},
    {"-100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "-80000000000000000000000000000000",
     {"-100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000080000000000000000000000000000000", "-fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80000000000000000000000000000000", "8000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "2000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "0",
      "-100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000", "-80000000000000000000000000000000", "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80000000000000000000000000000000"}},
    {"100000000000000000000000000000000000000000000000000", "7",
     {"100000000000000000000000000000000000000000000000007", "fffffffffffffffffffffffffffffffffffffffffffffffff9", "700000000000000000000000000000000000000000000000000", "24924924924924924924924924924924924924924924924924", "4",
      "0", "100000000000000000000000000000000000000000000000007", "100000000000000000000000000000000000000000000000007"}},
    {"ffffffffffffffffffffffffffffffffffffffffffffffffff", "5119cdccaf9b74f8",
     {"100000000000000000000000000000000005119cdccaf9b74f7", "ffffffffffffffffffffffffffffffffffaee6323350648b07", "5119cdccaf9b74f7ffffffffffffffffffffffffffffffffffaee6323350648b08", "32814b21f605dc14b1181609a510d57d8c3", "34abc3adb99ca717",
      "5119cdccaf9b74f8", "ffffffffffffffffffffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffffffaee6323350648b07"}},
    {"8000000000000000", "636f51eb85a5cd2",
     {"8636f51eb85a5cd2", "79c90ae147a5a32e", "31b7a8f5c2d2e690000000000000000", "14", "3b4d99998f0bf98",
      "0", "8636f51eb85a5cd2", "8636f51eb85a5cd2"}},
    {"100000000000000000000000000000000000000000000000000", "-ffffffffffffffffffffffffffffffff",
     {"ffffffffffffffffff00000000000000000000000000000001", "1000000000000000000ffffffffffffffffffffffffffffffff", "-ffffffffffffffffffffffffffffffff00000000000000000000000000000000000000000000000000", "-1000000000000000001", "-fffffffffffffeffffffffffffffffff",
      "100000000000000000000000000000000000000000000000000", "-ffffffffffffffffffffffffffffffff", "-1000000000000000000ffffffffffffffffffffffffffffffff"}},
    {"1ffffffffffffffffffffffffffffffff", "-8000000000000000",
     {"1ffffffffffffffff7fffffffffffffff", "200000000000000007fffffffffffffff", "-ffffffffffffffffffffffffffffffff8000000000000000", "-40000000000000000", "-1",
      "1ffffffffffffffff8000000000000000", "-1", "-1ffffffffffffffff8000000000000001"}},
    {"1ffffffffffffffffffffffffffffffff", "-100000000000000000000000000000000",
     {"ffffffffffffffffffffffffffffffff", "2ffffffffffffffffffffffffffffffff", "-1ffffffffffffffffffffffffffffffff00000000000000000000000000000000", "-2", "-1",
      "100000000000000000000000000000000", "-1", "-100000000000000000000000000000001"}},
    {"80000000000000000000000000000000", "fffff",
     {"800000000000000000000000000fffff", "7ffffffffffffffffffffffffff00001", "7ffff80000000000000000000000000000000", "800008000080000800008000080", "80",
      "0", "800000000000000000000000000fffff", "800000000000000000000000000fffff"}},
    {"200000000000000000000000000000000", "100000000000000000000000000000000000000000000000000",
     {"100000000000000000200000000000000000000000000000000", "-fffffffffffffffffe00000000000000000000000000000000", "20000000000000000000000000000000000000000000000000000000000000000000000000000000000", "0", "200000000000000000000000000000000",
      "0", "100000000000000000200000000000000000000000000000000", "100000000000000000200000000000000000000000000000000"}},
    {"200000000000000000000000000000000", "-1ffffffffffffffff",
     {"1fffffffffffffffe0000000000000001", "20000000000000001ffffffffffffffff", "-3fffffffffffffffe00000000000000000000000000000000", "-10000000000000001", "-ffffffffffffffff",
      "200000000000000000000000000000000", "-1ffffffffffffffff", "-20000000000000001ffffffffffffffff"}},
};

/* a, b, hash(a), a / b, float(a) */
static const struct {
    const char *a, *b;
    int64_t hash;
    double ratio, value;
} big_double_rows[] = {
    {"6d0880d594a6300d", "-3ffffffffffffffff", 939142177117057040ll, -0x1.b42203565298cp-4, 0x1.b42203565298cp+62},
    {"100000000000000000000000000000000000000000000000001", "1ffffffffffffffffffffffffffffffff", 131073ll, 0x1.0000000000000p+71, 0x1.0000000000000p+200},
    {"80000000000000000000000000000000", "-1ffffffffffffffff", 32ll, -0x1.0000000000000p+62, 0x1.0000000000000p+127},
    {"100000", "ffffffffffffffff", 1048576ll, 0x1.0000000000000p-44, 0x1.0000000000000p+20},
    {"-fffffffffffffffffffffffffffffffe", "1", -62ll, -0x1.0000000000000p+128, -0x1.0000000000000p+128},
    {"-e44da0ddc50fb2a6e4bd639eb08e4fad18c6a78b9d3d6fc8931500ab772dcb7ed25daa18061082e376b8baf9ae4aac24da3363812e2992e45282aa66e1276", "-fffffffffffffffd", -918094725818544996ll, 0x1.c89b41bb8a1f6p+435, -0x1.c89b41bb8a1f6p+499},
    {"-1fffffffffffffffffffffffffffffffe", "100000000000000000000000000000001", -126ll, -2.0, -0x1.0000000000000p+129},
    {"-ffffe", "-1", -1048574ll, 0x1.ffffc00000000p+19, -0x1.ffffc00000000p+19},
    {"-1fffffffffffffffe", "ffffffffffffffffffffffffffffffff", -14ll, -0x1.0000000000000p-63, -0x1.0000000000000p+65},
    {"80000000000000000000000000000001", "-1fffffffffffffffd", 33ll, -0x1.0000000000000p+62, 0x1.0000000000000p+127},
    {"1", "-1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd", 1ll, -0x1.0000000000000p-501, 1.0},
    {"8000000000000001", "-808c05a0fe1bc141", 5ll, -0x1.fdd24b91e67dep-1, 0x1.0000000000000p+63},
};

static const struct {
    double x;
    int64_t hash;
} hash_rows[] = {
    {0x0.0p+0, 0ll},
    {1.0, 1ll},
    {-1.0, -2ll},
    {0x1.0000000000000p-1, 1152921504606846976ll},
    {-0x1.0000000000000p-1, -1152921504606846976ll},
    {0x1.7e43c8800759cp+996, 1224995262755759164ll},
    {-0x1.56e1fc2f8f359p-997, -482449582752280463ll},
    {0x0.0000000000001p-1022, 16777216ll},
    {0x1.0000000000000p+61, 1ll},
    {0x1.921fb54442d18p+1, 326490430436040707ll},
    {INFINITY, 314159ll},
    {-INFINITY, -314159ll},
};
// clang-format on

#define N_ROWS(t) (int)(sizeof(t) / sizeof *(t))

static KbAlloc alloc;
static KbStrbuf out;

static void setup(void) {
    kb_alloc_init(&alloc, NULL, NULL);
    kb_strbuf_init(&out, &alloc, (size_t)1 << 24);
}

static void teardown(void) {
    kb_strbuf_free(&out);
    ck_assert_uint_eq(alloc.used, 0);
}

static bool same_double(double a, double b) {
    return isnan(a) ? isnan(b) : a == b && signbit(a) == signbit(b);
}

/* An integer read from hexadecimal into store. */
enum { STORE = 64 };
static KbBig big_of_hex(KbLimb store[STORE], const char *hex) {
    bool negative = *hex == '-';
    int32_t n = 0;
    KbBigStatus st =
        kb_big_from_text(&alloc, store, &n, hex + negative, strlen(hex + negative), 16);
    ck_assert_int_eq(st, KB_BIG_OK);
    return (KbBig){store, negative ? -n : n};
}

static void check_big(const char *what, KbBig v, const char *hex) {
    kb_strbuf_clear(&out);
    ck_assert(kb_big_to_text(&out, v, 16));
    ck_assert_msg(strcmp(out.data, hex) == 0, "%s: %s, expected %s", what, out.data, hex);
}

static void check_formatted(bool ok, const char *spec, const KbFmtError *err, KbFmtKind kind,
                            const char *text) {
    char message[1200];
    if (!ok && err->spec)
        snprintf(message, sizeof message, "%s%.*s%s", err->message, (int)err->spec_len, err->spec,
                 err->tail);
    const char *got = ok ? out.data : err->spec ? message : err->message;
    ck_assert_msg(ok == (kind == KB_FMT_OK) && (ok || err->kind == kind) && !strcmp(got, text),
                  "'%s' gives '%s', expected '%s'", spec, got, text);
}

START_TEST(double_repr) {
    char buf[33];
    double back;
    buf[kb_double_repr(repr_rows[_i].x, buf)] = 0;
    ck_assert_str_eq(buf, repr_rows[_i].text);
    ck_assert_uint_eq(kb_parse_double(buf, strlen(buf), &back), strlen(buf));
    ck_assert(same_double(back, repr_rows[_i].x));
}
END_TEST

START_TEST(double_parse) {
    double x = 0;
    const char *s = parse_rows[_i].text;
    ck_assert_uint_eq(kb_parse_double(s, strlen(s), &x), strlen(s));
    ck_assert_msg(same_double(x, parse_rows[_i].x), "%s gives %a", s, x);
}
END_TEST

START_TEST(double_parse_stops) {
    static const struct {
        const char *s;
        size_t used;
    } rows[] = {{"", 0},     {"+", 0},    {".", 0},   {"e5", 0},   {"1e", 1},
                {"1e+", 1},  {"1.5x", 3}, {"1..", 2}, {"-.", 0},   {"infinite", 3},
                {"nanx", 3}, {"1_0", 1},  {"--1", 0}, {"0x10", 1}, {"in", 0}};
    for (int i = 0; i < N_ROWS(rows); i++) {
        double x;
        ck_assert_uint_eq(kb_parse_double(rows[i].s, strlen(rows[i].s), &x), rows[i].used);
    }
}
END_TEST

START_TEST(float_shortest) {
    static const struct {
        float x;
        const char *digits;
        int decpt;
    } rows[] = {{0.1f, "1", 0},
                {1e-45f, "1", -44},
                {3.4028235e38f, "34028235", 39},
                {16777216.f, "16777216", 8},
                {1.1754944e-38f, "11754944", -37},
                {0.3f, "3", 0}};
    for (int i = 0; i < N_ROWS(rows); i++) {
        char d[21];
        int decpt;
        d[kb_ftoa_shortest(rows[i].x, d, &decpt)] = 0;
        ck_assert_str_eq(d, rows[i].digits);
        ck_assert_int_eq(decpt, rows[i].decpt);
    }
}
END_TEST

START_TEST(shortest_round_trips) {
    uint64_t state = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        double x, y;
        memcpy(&x, &state, sizeof x);
        char buf[32];
        int n = kb_double_repr(x, buf);
        ck_assert(kb_parse_double(buf, (size_t)n, &y) == (size_t)n);
        ck_assert(isnan(x) ? isnan(y) : x == y);
    }
}
END_TEST

START_TEST(format_float) {
    KbFmtError err;
    const char *spec = float_rows[_i].spec;
    KbFormatArg arg = {spec, strlen(spec), "float", NULL};
    bool ok = kb_format_float(&out, float_rows[_i].x, &arg, &err);
    check_formatted(ok, spec, &err, float_rows[_i].kind, float_rows[_i].text);
}
END_TEST

START_TEST(format_int) {
    KbFmtError err;
    KbLimb store[STORE];
    const char *spec = int_rows[_i].spec;
    KbFormatArg arg = {spec, strlen(spec), "int", NULL};
    bool ok = kb_format_int(&out, big_of_hex(store, int_rows[_i].hex), 4300, &arg, &err);
    check_formatted(ok, spec, &err, int_rows[_i].kind, int_rows[_i].text);
}
END_TEST

START_TEST(format_str) {
    KbFmtError err;
    const char *spec = str_rows[_i].spec;
    KbFormatArg arg = {spec, strlen(spec), "str", NULL};
    const char *text = str_rows[_i].s;
    KbFormatSpec parsed;
    bool ok = kb_format_str_spec(&arg, &parsed, &err);
    if (ok) {
        size_t chars, n = kb_format_prefix(text, strlen(text), parsed.precision, &chars);
        ok = kb_format_padded(&out, &parsed, text, n, chars);
    }
    check_formatted(ok, spec, &err, str_rows[_i].kind, str_rows[_i].text);
}
END_TEST

START_TEST(format_complex) {
    KbFmtError err;
    const char *spec = complex_rows[_i].spec;
    KbFormatArg arg = {spec, strlen(spec), "complex", NULL};
    bool ok = kb_format_complex(&out, complex_rows[_i].re, complex_rows[_i].im, &arg, &err);
    check_formatted(ok, spec, &err, complex_rows[_i].kind, complex_rows[_i].text);
}
END_TEST

START_TEST(percent_int) {
    KbFmtError err;
    KbPercentSpec spec;
    KbLimb store[1];
    const char *f = percent_int_rows[_i].format;
    KbBig v = kb_big_of_int64(percent_int_rows[_i].v, store);
    bool ok = kb_percent_parse(f, strlen(f), 1, false, &spec, &err) != 0;
    if (ok && (spec.type >= 128 || !strchr("diuoxX", (char)spec.type)))
        ok = kb_percent_bad_type(f, &spec, false, &err);
    if (ok) ok = kb_percent_int(&out, &spec, v, 4300, &err);
    check_formatted(ok, f, &err, percent_int_rows[_i].kind, percent_int_rows[_i].text);
}
END_TEST

START_TEST(percent_float) {
    KbFmtError err;
    KbPercentSpec spec;
    const char *f = percent_float_rows[_i].format;
    ck_assert(kb_percent_parse(f, strlen(f), 1, false, &spec, &err));
    bool ok = kb_percent_float(&out, &spec, percent_float_rows[_i].v, &err);
    check_formatted(ok, f, &err, KB_FMT_OK, percent_float_rows[_i].text);
}
END_TEST

START_TEST(percent_parts) {
    KbFmtError err;
    KbPercentSpec spec;
    const char f[] = "%(a(b))-*.*s";
    ck_assert_uint_eq(kb_percent_parse(f, strlen(f), 1, false, &spec, &err), strlen(f));
    ck_assert(spec.has_key && spec.key_start == 2 && spec.key_len == 4);
    ck_assert(spec.left && spec.star_width && spec.star_precision && spec.type == 's');
    kb_percent_set_width(&spec, -6);
    spec.precision = 2;
    ck_assert(kb_percent_text(&out, &spec, "h\303\251llo", 6, false, &err));
    ck_assert_str_eq(out.data, "h\303\251    ");
    ck_assert(!kb_percent_parse("%(a", 3, 1, false, &spec, &err));
    ck_assert_str_eq(err.message, "incomplete format key");
    ck_assert_uint_eq(kb_percent_parse("%%", 2, 1, false, &spec, &err), 2);
    ck_assert_uint_eq(spec.type, '%');
}
END_TEST

START_TEST(big_arithmetic) {
    KbLimb sa[STORE], sb[STORE], r[STORE], q[STORE];
    KbBig a = big_of_hex(sa, big_rows[_i].a), b = big_of_hex(sb, big_rows[_i].b);
    const char *const *want = big_rows[_i].results;
    int32_t qn, rn;
    check_big("+", (KbBig){r, kb_big_add(r, a, b)}, want[0]);
    check_big("-", (KbBig){r, kb_big_sub(r, a, b)}, want[1]);
    check_big("*", (KbBig){r, kb_big_mul(r, a, b)}, want[2]);
    kb_big_divmod(q, &qn, r, &rn, a, b);
    check_big("//", (KbBig){q, qn}, want[3]);
    check_big("%", (KbBig){r, rn}, want[4]);
    check_big("&", (KbBig){r, kb_big_bitop(r, a, b, '&')}, want[5]);
    check_big("|", (KbBig){r, kb_big_bitop(r, a, b, '|')}, want[6]);
    check_big("^", (KbBig){r, kb_big_bitop(r, a, b, '^')}, want[7]);
}
END_TEST

START_TEST(big_doubles) {
    KbLimb sa[STORE], sb[STORE];
    KbBig a = big_of_hex(sa, big_double_rows[_i].a), b = big_of_hex(sb, big_double_rows[_i].b);
    double x;
    ck_assert_int_eq(kb_big_hash(a), big_double_rows[_i].hash);
    ck_assert_int_eq(kb_big_truediv(&alloc, a, b, &x), KB_BIG_OK);
    ck_assert(same_double(x, big_double_rows[_i].ratio));
    ck_assert_int_eq(kb_big_to_double(a, &x), KB_BIG_OK);
    ck_assert(same_double(x, big_double_rows[_i].value));
}
END_TEST

START_TEST(double_hash) {
    ck_assert_int_eq(kb_hash_double(hash_rows[_i].x), hash_rows[_i].hash);
}
END_TEST

START_TEST(big_shifts) {
    KbLimb store[STORE], r[STORE], s2[STORE];
    KbBig a = big_of_hex(store, "-123456789abcdef01");
    check_big("<<", (KbBig){r, kb_big_shl(r, a, 4)}, "-123456789abcdef010");
    check_big("<<", (KbBig){r, kb_big_shl(r, a, 128)},
              "-123456789abcdef0100000000000000000000000000000000");
    check_big(">>", (KbBig){r, kb_big_shr(r, a, 4)}, "-123456789abcdef1");
    check_big(">>", (KbBig){r, kb_big_shr(r, a, 64)}, "-2");
    check_big(">>", (KbBig){r, kb_big_shr(r, a, 500)}, "-1");
    KbBig ones = big_of_hex(s2, "-1ffffffffffffffff");
    check_big(">>", (KbBig){r, kb_big_shr(r, ones, 1)}, "-10000000000000000");
    check_big("~", (KbBig){r, kb_big_invert(r, ones)}, "1fffffffffffffffe");
}
END_TEST

START_TEST(big_powers) {
    KbLimb s1[STORE], s2[STORE], s3[STORE], r[STORE];
    int32_t n;
    KbBig three = kb_big_of_int64(-3, s1), m, e;
    ck_assert_uint_le(kb_big_pow_room(three, 101), STORE);
    ck_assert_int_eq(kb_big_pow(&alloc, r, &n, three, 101), KB_BIG_OK);
    check_big("**", (KbBig){r, n}, "-10ed2fb5f35a6390311c5e66183bd78016da83b73");
    ck_assert_uint_eq(kb_big_pow_room(three, (uint64_t)1 << 40), 0);
    ck_assert_int_eq(kb_big_pow(&alloc, r, &n, three, 0), KB_BIG_OK);
    check_big("**0", (KbBig){r, n}, "1");
    m = big_of_hex(s2, "-1000000000000000000000000000000d");
    e = big_of_hex(s3, "fedcba98765432100123456789");
    ck_assert_int_eq(kb_big_powmod(r, &n, three, e, m), KB_BIG_OK);
    check_big("pow", (KbBig){r, n}, "-b1630f9020ad45329c2e8465081754c");
    e = kb_big_of_int64(-1, s3);
    ck_assert_int_eq(kb_big_powmod(r, &n, three, e, kb_big_of_int64(7, s2)), KB_BIG_OK);
    check_big("inverse", (KbBig){r, n}, "2");
    ck_assert_int_eq(kb_big_powmod(r, &n, three, e, kb_big_of_int64(9, s2)), KB_BIG_BAD);
    KbBig a = big_of_hex(s1, "123456789abcdef0123456789abcdef");
    check_big("isqrt", (KbBig){r, kb_big_isqrt(r, a)}, "1111111111111109");
    check_big("gcd", (KbBig){r, kb_big_gcd(r, a, kb_big_of_int64(-15, s2))}, "f");
}
END_TEST

START_TEST(big_compares_with_double) {
    KbLimb s[STORE];
    KbBig a = big_of_hex(s, "20000000000001"); /* 2^53 + 1 */
    ck_assert_int_eq(kb_big_cmp_double(a, 9007199254740992.0), 1);
    ck_assert_int_eq(kb_big_cmp_double(a, 9007199254740994.0), -1);
    ck_assert_int_eq(kb_int64_cmp_double(9007199254740993, 9007199254740992.0), 1);
    ck_assert_int_eq(kb_int64_cmp_double(3, 3.5), -1);
    ck_assert_int_eq(kb_int64_cmp_double(-3, -3.5), 1);
    ck_assert_int_eq(kb_int64_cmp_double(0, NAN), 2);
    ck_assert_int_eq(kb_big_cmp_double(a, INFINITY), -1);
    ck_assert_int_eq(kb_big_cmp_double(a, -INFINITY), 1);
    ck_assert_int_eq(kb_int64_cmp_double(INT64_MAX, 9223372036854775808.0), -1);
}
END_TEST

START_TEST(big_bytes) {
    uint8_t b[9];
    KbLimb s[2], r[4];
    KbBig v = kb_big_of_int64(-256, s);
    ck_assert_int_eq(kb_big_to_bytes(b, 2, v, true, true), KB_BIG_OK);
    ck_assert(b[0] == 0xff && b[1] == 0);
    check_big("from_bytes", (KbBig){r, kb_big_from_bytes(r, b, 2, true, true)}, "-100");
    check_big("from_bytes", (KbBig){r, kb_big_from_bytes(r, b, 2, true, false)}, "ff00");
    ck_assert_int_eq(kb_big_to_bytes(b, 1, v, true, true), KB_BIG_TOO_LARGE);
    ck_assert_int_eq(kb_big_to_bytes(b, 9, v, false, false), KB_BIG_BAD);
    ck_assert_int_eq(kb_big_to_bytes(b, 1, kb_big_of_int64(-128, s), false, true), KB_BIG_OK);
    ck_assert_int_eq(kb_big_to_bytes(b, 1, kb_big_of_int64(128, s), false, true), KB_BIG_TOO_LARGE);
}
END_TEST

START_TEST(big_text) {
    KbLimb s[STORE];
    int32_t n;
    const char *digits = "123456789012345678901234567890123456789012345678901234567890";
    ck_assert_int_eq(kb_big_from_text(&alloc, s, &n, digits, strlen(digits), 10), KB_BIG_OK);
    ck_assert(kb_big_to_text(&out, (KbBig){s, -n}, 10));
    ck_assert_str_eq(out.data + 1, digits);
    ck_assert_int_eq(kb_big_from_text(&alloc, s, &n, "12a", 3, 10), KB_BIG_BAD);
    ck_assert_int_eq(kb_big_from_text(&alloc, s, &n, "123456789012345678901x", 22, 10), KB_BIG_BAD);
    ck_assert_int_eq(kb_big_from_text(&alloc, s, &n, "Zz", 2, 36), KB_BIG_OK);
    ck_assert(n == 1 && s[0] == 35 * 37);
}
END_TEST

START_TEST(digit_limit) {
    KbFmtError err;
    KbLimb r[256], s[1];
    int32_t n;
    ck_assert_int_eq(kb_big_pow(&alloc, r, &n, kb_big_of_int64(10, s), 4299), KB_BIG_OK);
    ck_assert(kb_format_decimal(&out, (KbBig){r, n}, 4300, &err));
    ck_assert_uint_eq(out.len, 4300);
    ck_assert_int_eq(kb_big_pow(&alloc, r, &n, kb_big_of_int64(10, s), 4300), KB_BIG_OK);
    ck_assert(!kb_format_decimal(&out, (KbBig){r, n}, 4300, &err));
    ck_assert_str_eq(err.message, "Exceeds the limit (4300 digits) for integer string conversion; "
                                  "use sys.set_int_max_str_digits() to increase the limit");
    ck_assert(kb_format_decimal(&out, (KbBig){r, n}, 0, &err));
}
END_TEST

/* Every allocation fails in turn until a run gets through; nothing leaks. */
START_TEST(out_of_memory) {
    KbLimb r[256], s[1];
    bool through = false;
    for (int nth = 1; nth < 100 && !through; nth++) {
        KbFmtError err = {.kind = KB_FMT_OK};
        int32_t n = 0;
        KbStrbuf b;
        kb_strbuf_init(&b, &alloc, (size_t)1 << 20);
        alloc.fail_after = nth;
        KbFormatArg grouped = {"0500,.2f", 8, "float", NULL}, wide = {"+600_x", 6, "int", NULL};
        KbBigStatus st = kb_big_pow(&alloc, r, &n, kb_big_of_int64(3, s), 5000);
        ck_assert(st == KB_BIG_OK || st == KB_BIG_NOMEM);
        through = st == KB_BIG_OK && kb_format_float(&b, 1e300, &grouped, &err) &&
                  kb_format_int(&b, (KbBig){r, n}, 0, &wide, &err) &&
                  kb_format_decimal(&b, (KbBig){r, n}, 0, &err);
        ck_assert(through || st == KB_BIG_NOMEM || err.kind == KB_FMT_NOMEM);
        alloc.fail_after = 0;
        kb_strbuf_free(&b);
        ck_assert_uint_eq(alloc.used, 0);
    }
    ck_assert(through);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("num");
    TCase *t = tcase_create("num");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, double_repr, 0, N_ROWS(repr_rows));
    tcase_add_loop_test(t, double_parse, 0, N_ROWS(parse_rows));
    tcase_add_test(t, double_parse_stops);
    tcase_add_test(t, float_shortest);
    tcase_add_test(t, shortest_round_trips);
    tcase_add_loop_test(t, format_float, 0, N_ROWS(float_rows));
    tcase_add_loop_test(t, format_int, 0, N_ROWS(int_rows));
    tcase_add_loop_test(t, format_str, 0, N_ROWS(str_rows));
    tcase_add_loop_test(t, format_complex, 0, N_ROWS(complex_rows));
    tcase_add_loop_test(t, percent_int, 0, N_ROWS(percent_int_rows));
    tcase_add_loop_test(t, percent_float, 0, N_ROWS(percent_float_rows));
    tcase_add_test(t, percent_parts);
    tcase_add_loop_test(t, big_arithmetic, 0, N_ROWS(big_rows));
    tcase_add_loop_test(t, big_doubles, 0, N_ROWS(big_double_rows));
    tcase_add_loop_test(t, double_hash, 0, N_ROWS(hash_rows));
    tcase_add_test(t, big_shifts);
    tcase_add_test(t, big_powers);
    tcase_add_test(t, big_compares_with_double);
    tcase_add_test(t, big_bytes);
    tcase_add_test(t, big_text);
    tcase_add_test(t, digit_limit);
    tcase_add_test(t, out_of_memory);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
