# Pickles of every kind of NumPy value: read from NumPy's own bytes, and the forms that __reduce__ gives.
import base64
import copy
import pickle
import re
import zlib

import numpy as np

RECORDED = {
    0: '''
eNrNWNuOI0UM1S7LAvWE+IpIwKjsunVLCBaBQHnYQQJteEGKOpfpHcgkrVzQjMQDn8Sn8QnYrupO
dS5LZnhhNNOpqXa57GOXjyuDRaPVdLm7ax7UbPvQzFUDajC6tapBNdSa/kBtG6N+bKwaDI0afaka
p66vr4efg5I/Te+9mlQ1L3xdqCZkCwtaWNJCq0ZfkGp9sHIwmDVA66bj6Wo2n27UfMkDkkRStqFP
2nFRbW+XQGNLCsGRRvBqiE4NgX9pLvCj4EfZGnJHhqDOLEGghYhiS33SEDRqUMvG9Xw5X99OSQPL
8rbI26JPW8quyLsi74rdriNa3ph8W8PbGozY/UEvjboejCoaECQT+nAs5BXtb4KqaXZQtxEwRa6o
5BhoUXRs/7axoCZxgGpTk9qo54ZwsCbTYy3rcef1UCyH7LINajMkf8RfzxPF3k1PWstMq9Ok1UHU
Gn280ZQpqEY3FDpnWMayl86pmqaTl/zO53oC6yn2eg6sc2Xy0mvy0nHEyJchR8ED2+v5HxInw2kK
k8Upw9fz6Wo9U43PAfEMiHe56fck4tXogT44yL5gw32papqNhv9EcQ55nAPHOWDP8IgdWxtMMjtY
MpuURi0j1uJyLZ61hE5LFNsRSiHPhcC5UOizKBWUC4MhI1DIgyUyawpL1sgLR5DZfYQLPscRqytC
an51t1tsb6v1unpQYwZvudmud9OtaorQgbqcRYGm4LCJfkJKzhHld6nTCSoZoJJ3LbmalFxOYr7Q
DOVEm/Rlng4lp0OZ0uG47JSSDTrt9stO00/+fHY89bz3/jOuSa2FoNlE0Chjw6nDbtadX6CpHJTx
tZQh7ZMThG2cDqo7daDzkIHmmAHoc74AyAGG5MxXfx/bfvx89eFFUpcIJdGPL5Ei58jIhBoYcSyO
3QnUKLUSahBEtOhQ47lSdcwBvYoNUrLhnTUb9kX7W17f1muQgg39ig1SskFqNmAvd37+/nKMLnn+
ydTVJZaQABjx15xKLNMllhG7jc8hMimrmNOgRwogrABCC2chImYgiA4o04pma+Rpcyjev9zLl5eL
Mn27Fg/rxWqJRmSVAzyIWxIeQiwgzNLh4VDt2RZcXszBWZHPyzmTai08C06IFlzLtFanw0eUk0iT
6SQ2GuUB/wFxTobTs6dlxotX7z1t4SevyFkPLYbEbdwISQCJwo4xJEpLGHqBm1mnV6yI1gTGHzit
fM7mEAT1ACcZJu5JXCflarCgMQlUg9SLWVUxT1bf4ZVTFc+486yymVaLak37h5ZZpQ6E0LOmEGvK
dyU5s2GMy1taX3QwFQITMWBeB4r4SlKCOS8u/PSvl/+aw0XoFItRRHXcdQpcxHDUbHSOyGkt8y4a
hPlAqO+sI6U76kKBODHtKoQIxIi5OyUbgVrLE1p3PnjM4UTd1nPUbCTqOJa2l2gud+wNXw50HiHU
hciVva6SS46NvRnSVDJre7z9/Hjq/nhqe9JuaCONwJFGMDK2MnY9u7lnQ/C9O0EQueJM24Z8n4hm
V9TLILYVHdNtAmUsgKHtbSa1CTFv7hC9CIaTtQlRukwkXurXJjT6sDahgYPahEQuk/9Yl8heY1oH
jSAYLTNiN7FQrDH7Zjo1fmjaooOmLdxo+UygbQu3AGBj4a57/Tdawc/avANf8t2L+ULCaaVsIxFG
zbPp7sA3PFv0NDEbojt/SULX3pLQ8TUJ2hb7DbXY2GMSFCZB178p2X1KO74oxVF2U8J4WyyeyBT3
J5PclW1YvKDqxUC53aS6eldJaVXju6rXpyNBPTiQeV1tfpvPvk6xI+7YkwYyacSgC2ngIWkgkwYj
/CTvnl8u+giSfPGoQuc7LIXkMEDv+vDsQDx0dTFImgaGq0e0GFqiRbm+YUiYbQ+A+uhRdoai21iy
upC9+GbHHydCH8P6Dce+WnLoifQGW15JlSmn3/Gef8e7u2r7VlWzGctTuZxOV80DXfXq3n1vtebX
vjv6zWrxALIkqOl4PNndksLleKxWk1/nknaEzjXbKaYTPfLxJX4cTVfzm5sNCRBghzgSOyYcSzl6
zITdFRGZA/9nicdutP0AlkKBQsWGXk02o/Hv1fq2mizm/JUQyJcHm0mvhE7fVutUQ43GhIPRLQ5G
Mw5Gu6z5NdrHru2NfNOUs7ARFjYHLFx0FctAr3+tLnd0ctEU2dOxsRE2NlK+DXB7evUPNc/xQg==
''',
    2: '''
eNqVWQdYlGt2pgkIKCBeBWzYEUEFFUEFkSLKSPFHBREvzMDA0Pl+ZkBUFJAZmtI7IlWKVJGqgJtz
dpNsyqYnu+nZbHZTNj2bsimb8/0zFL3ePE/GR/92vlPf837FYpN7zMg1KVuTlVtolawuzFVaMeNY
EyMjo7QzzKSyopyZCszMVWYaa0zv/NmmiIiIsJ/RT/pHZqRm5gqVfkC4D7PgAywFttlVZiYNuMis
PhlQxKxdkxKScpKVSXlWymx+Y8VsJOE8tiXWnK6ZcnVatifbqmO2ArOTOcmMZcZqZq9j29TMYdVa
lg/bzq19IbAdZE31VTs7XVU2sRYkmqrMVoppScxRRSqdBObMFXKVu3Rst5rt4SpNSe62pxfby3Xu
E5jLasiP2P4I6UbODkhXBTuoY4eK2GFX1QHVWqqO8HFHBeZK477ii5odU8iMdMxNddAwIsWHHecj
3AXm8fkRJxQyMx07qZHZkK92anZq3Utv5snHegnsNB9L/kkqT7Ez+htPdlbHvIvYOVfVmVUPPZkP
H+MrsPP6MZ/auyB5eFF1VuUhs9QxP43MTmYZVkdf1cyfbBsgIiqTcsRkK3aJawsQ2GWDBzwz91mg
dC1kQToWXMRCXFWBBvvRXuwKHxEqsKur9mUmFBlZviZZDlMFGWRvezEZl70usHBJ1vBe48ki+PtI
gUV9PoYbCpmJlgk6Fr2u/Sa907FbGpmZPo+3FfpITlAcyhNZmkx1mlwU5YVWCTy07Dy1qElSW7EY
Q7zZyfqvLFZmpGV3VDYGDMRxLN0VWHw5uyewL11JuamWJawDIpG7KheYgrv61a5JUlSSLhsj6cdV
0jBjd5bM1SoFlqJmqQpVjEqyqlKRlTSBpXMrJjycjHUYZXI7WQLL/rydHEUF2dlPspdwSm8twNJw
NTJc7fRXlsuNM4GJapa3ZlzNjWsEli8Z17KC9W6/z00XCuzB5/vvoashW8HsEddcJLDHq533RMeK
1axESoI9icSEGm38QTEr5UOeCqxMzbRrzui4M+UCqzA4U7lOBlXcmWqBPfu8M89dVWtMUqNjtWpW
JxnnsW8yWDU3XFk9t90gsEY1a1qz3cxttwis1WC7bQNrtHPjHQLr1OOSiIE44kUR6+Ic4crh/ZJa
34N3dPdaR/dIDjga6q//mQWYrt1vC2C93JE+gfWr2cCaI6+4I4MCG1qDw7AhDZE+bIR78lpgo5/p
kEtqNqaouMfGXSNkxlo2oQoMDTDT21Kq2eTXNUZekjxTLlqxqfXKv+FWpgX29vPJnlmtvIrN8gjm
BDa/WvkFHVtUs3cKkthMEsdhSp929p5LLglsWcdWBPZBNbVe229wcz8nMPi8OfyU6L/JVX1LYD+/
avQXdOwX1ezb3CgHv8VqoX+JC/6ywH5Fx35VYN9Zs3nrDPs1bvPXBfYbq/RMfGgms1Sz31QYYKPm
eeO0Z7hnv8W1/bbAfkfHfldgv7emjcjvu1zb9wT2+5+S3x9wbVxIrmB/yMf/kcD+WMf+RGB/Ko1f
RdifcQXfF9ifb0TYD4rYX6wh7IerCPvRGsL+UmHgmI0AY3/Fzfy1wP5Gx34ssL9VxaxTu4Hr/o7D
7O85zP5BYP/IYUZw+SeVsUpi/X8W2L9sYP1s9hPVFh371yL2b66qn6wSoA/7dy77HwL76efnt/+U
WP+/VFtWU+7J/puP+B+B/Wwt5WZSykXuv4JmJdGYbvTROapFE/628pMIeTFEU3qiIEUzugriJvpX
LZpzaQPCs+QSyK0SsuQbSV+0IBnXT2TC5XkZyuTLUmJES66YN6G4md8dVItWkglrPtDQjaIN//RT
7pjLBsdMDNfV/jY0npG4xeDsVkmTLX+yiTUzTAuineGrvfR1G3/S04DowO/jy8Xt0pcv9B4c0xvm
IN+8amCHQcVOSdBRyoYTz4ZadP5MUvQBB/GsyLMpKbtI5pgg7qbLRoJIWGeIBE2WXK2ykicnW4l7
1sSscnMyCz3p1V6uoETcR5ci0YX7Ka3yknKUKSl54v4NIR0whHRQ8vSQIammWvHwWkod/4+UikcM
kR6VxrtKkR7jIUpUk5AvF9Pkikyl6MblAjWKNegnqeSiHvvicfrGfXE3+OIh6TqxWmCteJJ/MGDW
SzxFTwRb0VMS85LEDOC11IP39CpMOWfIDa4qDH/FMwaXz0rjvSWXz22oiijPTs7JOqFIUydI7CZX
54hWCQm5hfcTNNm5aUkZmcqEaKUyOVrJNLSaVlqJPuuF+uzgj6V9STos7FSFbUS5eF7y4YIUg5ls
rSoXDZnwkz77GzJhphUvrWdCc0YMMGTisiQWuCETHzW+GLSaj718ol/EORiDt/AG5kPhNTRiL/1d
xmYYjsd5MdiQnRBJ5xUpO6ESGZipJtTi1a8mKkGfE0rRR1EnJPHQxWs0IJZP91FBod5nxDB61Ioy
Sfl1CZ7hEjy38OpsHC5GfDwwcvWRekStFKOksTf42HR+X2Xv43IsI+7y9zvqK9786Js/tuoykog8
LTtJFKTvd76X+424JxUpH75T9Z0WR803jTSxVny+lOclaNKy1ae9xGgJh1In8zfKVKUo3pTeab42
ZP0LySdDwLe4o3y6C7/p6et7+px4m16k8zToxBgp7ljJ9zuS7xGfSsdxaX10d6XM8CgylIVi/Iau
vWfAx5eSvgQ9PsJzqVUS+XCOBF7unq36Tj0FL3YEx2Ab/Rk6Gg4v8aUP1X8BW69fS4EVfAYjMI9l
MI1aXMGX2AXzR1KwOQQm8cV9h8StSTgIHf67sGc3jOBrrDLCdnwPKyHYh0O2TxjW3MVxv5h8FXZ7
Qz/haB5az9kEBp6BUSWUFcZmQe1eQthoNC6eg4YtMAcL0GuGnTCHs9jlCs9geUdBMC4pfaKuQj0+
hdpT0VgSA13b4WXYkzTohBe3juECVsOsE46psUZp55kHbfgeX9yG0kOmOGudG45lkQ9hMRonkq5D
Qwgs2OErrDjmggOBLtCJH7AeSv3coE+DyzeLYEB1FIqxCt5hOXYbwRDUKeBFMrzdts1YCdPXoQsn
NpP6qR1YSm6OwBjOidhlEWIML6HyAg2dw5YbUJNCH5ssKWHjWOMVTX4ueEPL5fPQRhZr4D3Uqqit
Wo97FcEE1jvD4h7UFsF4UTzO+kCTAuatYNiRHImB2RDsSX+MLSecoMOdYTH0Uz06fXA+A2bcoenR
KRgyhsE0rHqEr6HtbBCWQocxzuyxhRl8nrnj5iOcgL5L26koLUnQCzU+ChiKxQZox+nTOLFzP1TK
zbBJtQVHsZKc7cYerDtLSRnGAV+ct9+OOhzVwHO5G2gzk45iC7k9iQ2pB+6oocv1HjTu2outJyxv
EmLqYNHaCCdQ6yan8g0lwKgDVGgC4Bm2+e4KMsMZ6HXHpTRopRC64UMq9NwluJWF4jghQ4fNgjWl
qQKXr6TRmwGcuu98EGbxHU7YQQvFPIRTiUFYeUO2G3q9DhI0y7Fy1ylPirc8Fma9I7ER+vC9g0eW
M4xFesN7rPOH5YI4qLLMTgzYQXgcMbliQ9LaGLJehos4aE2VGHPEVg9YeYST0JkGOtM4aCUwPYVS
ykO5GQU7Ag3Yvxn7oVcWaQp1N+9Q8Z7nhzjgEEyb4SIs4bvNUO/lAe+UkZS0Dzif/gCG3c7BFJZG
AyV12y5sCYSyQHiD9VlYdtjCA9973oanCgGHEqGCXJmgUEahHKbdC7A58y7loj/pgW9sEMXQfhkG
TuNoPszAOL7BGqy9fwMnnbD5nmIHjZmjMIZxCaqpP6dNKFfLMHcAn8MHGNyUdRt00AEdNlAK43EF
N6HOG3qgCRf28ka8E2cCb7JpYNvV+4djC0B3BF/nuETDCxh32W+JE4XXsO4kTlHe66wjwnEE2+wf
4JjjJXKkGGewltI0ceQivgnaCZ3ZRljxJCjClBwpDYOSJ9B2HrpiqIh9aiKFHmKPcTLUBMsU2dND
OKWhmWUYe2WpuELJrKb+68fJ1LyHN3BlT0BKfLiwZSuWKs5f2+rlBPUwk4SvExJxLh5fRMdiPZZm
Y9MFAbRJxw4+wg5sTHeC4hQTmT02ee7H5WSyUoFT+ZSLGqiFZhhKDA2IwIWMC4S7WXiBo97YZu27
/wz1ZyX0h8dgP84GxG9+QoDq9MLpfXvyiKMGLyTDkDtwHTVyAlb7zrQsqDoMbynfr7DTLCsMKZVE
SDXZvoL/FSg/QY7O8taDui+wNCgFy68cijMh1LSz7e5X4RU0HYfRG4SJSd5jUH7PGoupWJUHHanI
LVhhQwWsDroG1cdgKCTBH2fCzPB1BAyEU+IqKa9z1M3TOBN3LA0bbXHa5l4hrpi7wZujATeV2B6P
w2fi8eltcoo4GoYPBHonUxYaseQw9kHLFawia1OwQvXXYe0DC4q9xR17vXf74lscfuwAQ0K4CVRB
/Y37UG2MnYdgxItIgSKaiTkNdQ53twJxlgV2JVH3Zt6zUxLwloCcbtgJ0/DO2iMER1MvhZCRquNX
iEa0h4kWu6nGFc44vOcRzJsTb80+gKfXTc+4YV8kLpkF2xGOmpKDqU49Fh7E+s9joKNQU7gTm50d
QYtjMEjq2pRYhj1EZ1SrKuNEE1eNAjuojC8JORUXVfAOyo5j256EywEe8FRNsB/HEXU4fvDDXgf4
gOOmMEyuvsE30E3JgkUXWEz0wXYKdWYnLnnT9DKHPQ4wCcVQhT3HcayARBexlvhxCLu3Q1koVGUb
e1H0z9WRKTGH4uFV8sXHD2B+E3VEqQLfgm4/hToGE6mPoGwbzgT536B2fu3lkZhL8ZU5O4ZQhpd9
jJz9LG0em1M3VEONBhph/gH1FHRRF1VSoV7BACwdtMVZT6hkoAvjrBBjHYhvVVnpduHYKL8eaIXF
0eTs8I74h5TLJlesw7KtqKW8NOK4dSyUZ1PsNYTCYn96o1XcxeEviHGGzdM3RTlAs72QkXdGcyj4
7kkoP0oO4HPUGtt5Y7GrK7edTshsDqapaQR1NLNPZ+ALoh7fI5SzZmiHWldsJZwuaxi2QSN13WNc
uIqduJCyLyfDFMry3aAO3jza4rXPFYajiQObaCkwQ53dcW/rbWygvIoZu4lUB2IzYPoB1O2nGYAI
z4RS/RabbVVuOKimdcN4AhbnQKkjzOZgtbjnPIx6Mpg/QCuTWo05schzpd+Wc9dDsXVnLta4QU9O
/iNs2Qa6bAuKuwLbbl/FaZEwPuq1GUaO5sTLCj1xOZhwvEwN+AZHM7H5Mtadpo7vg5UvD1HuxnD5
ZCG17WhGOnMhLqrHvju3rWAi7c7O40RLLXcdjaHlajLW5xXJyeOnWHvaPvZeMDyLAu0xgkmpPSxS
3lt9CFHP9sIr7wv4DmYdPLEpCF7jh4IAyyRspQKP4HwocdUrq4L91P8dW7H+IYG1HBsILE/Dyfu3
NB/TmsUSm4SrRx4o1bhsX7gp80mkh48DlBY4O7rdCsF5fw9se7Q1wy85H9/uhCWbyChcCs2i1c4g
1XA2JQXGT1Jsy/ghB+v2WN/fDS+3XnfCYfek/RlEVr2FxpTjl1T5HkpIbcwD7MVnWO8DC6HEDO9R
exJeYQlFM3PCnwrTJtKCpkWwt7u3WcWwfBcspfpQCkZpATQP75JgkHDSB62bcO4hDj48alSAi8eJ
Xvs329wkimw/d+4L4pohP3NOBe0wfw279uH0Jiz1Po8vYqka7diZezwBu3c7+tMsqjtyHrQ3U20O
B0LF9b2RDrTS64USGlhB0+8MdF6gXckk9IdqLO+kwZJJMiFshRp8mqrdaeyJExYyfBuF80IMLVPH
r1NTTaLOBLqjBUsKqoIg8AyXaL5sw+X8o1B3FWpzKNByHMnzhSoldft4MhHwCA5k4lN3ku2K42u+
ofOqk0euheFQBBH5qICD5rcPYKX89J7d1B71Z81pzbAE3eTIFDk6exBeynBGiV3hBP5Rvo86JRV1
GruupGI5dMkvW5yLx97HBISJPHMP6N8TRquyPvr0zpvabhB0drQYWFERGJqI/UqhjGbrsR20hniN
Ly9Qjebsz0MfgbCHwdMIKLmZVnDImUbooDOHavI6+8vH2B2thpmU87ASGkRlfqZ2PuFDPNNHgXfb
wtglynRnIcyZY3fU+S/PZtKKcZoyWbXj4gmYF7cTD01cCwfiwSqsxpX9KXwxfg3G0uJgMtjuluoa
+fD6iEwJLUTCLTBRANW2MB2DTSKMpUAHdji503q5lGiqUwad282ysPYQAZw2kBpscQGdeQTFW0PT
wrgxLBwlGqNNR9h2Bxh4AlV3sNvMGJsO0FLhmYwqUQw9lNRFeBXgZXGWyG5ilzmU7cSenai1g3mV
EYyI8DyeZoelo5SCPn/Qmrk6Ef7miakaHly2wimOzmSLKOw5fAnmb7jb36VUTGCvIoER1w9QVt/5
FCGt5vNw2XQHzQTVccG0rNEGwqIdlKhpqzLpBLW7LlImlvD9FhzxxRZYFImwKin+Wlqu1UH7Lr4+
woVIX1vb0FNFlJ4KtcNJ6L9DyGghY/2ZtGKbhiU3KLXeS6uxZWsojUi/BO9O22NJFGH7wx2YCTvn
mAjtxJFRtFmBlpRMb6ixwuUTNMvQ/NaHJbS9KaF9WK0bNe9b0KbB1JeU08FU1PphRSJ0B6fDgp8T
ze9LrtSTs9cfbqX6jdMENklroXkzAV67UGVLvHDeLhbeH4T+KJqJqf9odaOG53wRg83xWXzebiDq
HnHzEghNK9f2Ybfn0Qyi3fc4s514/306jns6n0yFwSAou+WCC+Tbh3NFMOl41yUzBSfNcMX7XBau
HD/F9wI+OdQBA7G2N55cNT5PmGhEmimnaQHYct+SPIHaeGdC+RiUwPxuWNwFZXthktaO6QT5Fqh2
zw/0C8NlUW44cFBIe9kk6cAhWTpB4lvX3Jw8UUlPtLnVSEdKfL+eKtfk5Ykp+u06PxPQv0ilF2v/
qfH1W/ZPTyhUHx80pK1v19MllzKkzXjm+nZ9XTZrfbOeveEo4tvf+i+juB8Mp50JCbeNjZ6uNErX
H0GEH7TzeGhtEjkwk9747GHOpJEmXX/mkL56zJAuObN51UBwbHS4mLPuUK7kEJMMiusOfSyft+6U
eoNTi4GFm7870DL8jeyh5qL8H37r/+sUP0CMUqVl5twXNese5UseFUjW7q97tEG4cN2dB9KBhoV0
EqnJVitF8eGGQ41HhkONIknl4/VDrycbDr18xGLDoVeJJFb6tYdeT1cPvVw+Oo3//E8sM6BQK2nV
SSgs5xrSN567VBhcrJSkqtZPKKt5kKWGYxd+YJoKM0bG0GV+HSYTYfkx8cAiTSOzfuIzg6Hnkooa
yVAtN6SRkqbQpKRQXuo2GK03GG2QRjSu56Vpo9FTNPgwPvfHri/Difw6aRU6nHkkhDYeDTgWRIvf
BiK0BlPszsjfFQUvnNTw7rjYbHCmRVLdKjnTJvWe1ZovCbwF2zkUTD8PDN4O0VeCqB061nHRKWl8
IZW96+PW0cu+XIdF9+rtasQ9hoh7JSV96xH3b4z4GD/MHHPy0wRcps3EwN1NMpiCCdA9pulhpOAx
LB9Sxl21Wy3wgCHUV5LOQSnUIR5q3qdRKU/8LxB3haA=
''',
    4: '''
eNqlVNFqE0EU3dndJluMJQhCBW374EOCUkwRyUMxkREKHRqh2iiChEmycYJJWja70oBCfWhtYB6E
jl/gD/g/+tL3PvgHemdnNtlNUlN0YbNJ9t5zz9x77jmyv644Rni9ETm+0Au6BwPBF5r+4MAVZ4Kb
7YdiePpZ7IocsTh6LCqVyvZvuMIPYviizixu7hRHUTZHm5NRH0UOo74gtwgiyBcnQqd1Y2ksMyMp
/dbtuV67IWRiPNWqFjbixD6ICkdUcFSHEMhkKxI/Tn4KH4CIcSLYqoxsFedE2iciIBkgkR0ReBRL
uVMBjAfQr1ZBE3gQEigkYmYTKLA8cSR8ljjbX+BVWIEhnvLcxr7XhDkkCqFDOOdAlynJMs83JsoQ
E5iOCpRlTDURI/8J5pEzj6FIHMyULG3dBH4zVMs6UHTXu0HHb1PPo6CeTE3y7vV9L2j4QB5Oku41
1cszQYxjgWFMqjAi1rGYGlV6mswQZ0CkCG4THvdDGVTZK4nGXkdYpmQ4Nc4ZaKd4rfRL6b6s9V82
9DOrnpdUUGx35gkXPU1KdoizL7eM+HX01wLzNoMtJZYJ4Bc0bsqYzz+5PTB7WJfVaG/u6q3IJzU/
xMtoRN4uW6PvN8pzhvGseLnOSnIYYD0VgiC3tFW2FagrIV/wVL9BO9STIrpS11my69i59131A37v
CvbtP0wHO+mos2OsvUmDgR22iSPDs748BtyHcPvJtMv3FZu0Pg78lznhTHxMCqsKK+jAUsZ3cDwo
2XmLbSY9pgce09ce8yNc0OIVvPRn2JTCZFNs3RRlc5LpslrpiOqhFiy/rjylS0NbEXyp1qVJN8mx
C35th/bfuc0n+jhaeat+QnnnQ7wW4Zv6GanWjkaJbekpYkq9eZnuLMZ2SQrygi+pylgSoj3JJ78r
+O2YE9bGVlgLutRnglu02VQ+mDrY7wwK8kf+k2wtTzX23VarP00g9MXz2NJNHiFs12LtPfXatN5x
YXmCejjoxQaj3uxJa3PZ25gckKMHBD5CNX5d37KOu/4HpbjlpA==
''',
    5: '''
eNqlVF9r01AUz7+2GaujDIQJ6vbgQ4tjrEOkD8NGIg4WVmGy+TTKTZt4S5t2pImsoDAfNje4D8Ku
+wB+Aj+Pvux9L34DPffmtk3SjA29kN62OX9+55zf7xznvq3qEj8HtExy/dA7HFGSawejQ4deUKJ0
ntHzsy90l5YtlcgvaKPR2P4Dh39YUkBtrBJlpzax0oi8mbb6RMumPKTWA0u25ICeUuHmxdxwMcOp
8N7pO36nRZlj3FXdr27EgX2kDSIjSmQbTMATP2bx4+Bn4kMgSzqleJlZurVbLLVTGlpFAFGaAHge
c3nUgBjr0C+3KgCscwDVhE02gCquWDoLX7L07a/wimfAMsn7Tmvgt2EOiUTyEdQ5EmnqLM3bjVQa
SwGkkwQGs9lP2LB/wtvAKSeQJB5MYSg10QSyyNmyBhCdNfjK50Tmm64/8OzQdR0fgJcvi9LkyPAo
cK3SmeEUMtKrJ1CnCQPfpXi/fLkiotR/R7chiGuI/41SdNOZeWYFV1gxRH7Nw5P7sVK8sBd0kO8j
EEKxyUbQHwZ+2AqgHBhKod+OXl5QSzqhJjAuyiOzfqXFkMlq+VWSz+dm6d2WFD/HnOZd7LEUeJBK
cJts8EJCaRA+J+Lmxc3DQ0+XYpOJjmaok++LBp2RGhAFtLU8FtkTIaFKUiAc6QGf3GwRrPOsjDe1
m/lXhyBnsJIalgy+9S1DiyA5DHiH5Ict1EOMYHdrOE423NSf/ohaAb8B4/f/WEamXhg3dRprL714
QNuapTPzUsDKgOcIniDpdrOOTQXZU8N/GYlZjA85itUFPuvA8Dihp4NinVfxZnL39EE0Q7F7fnIZ
1+6wY3/xplTTTdFEU6L1x5Aucb5OoB4JrpJ7kUA9xDVKyULTQ0lplvE1md9Bw67TfinKEcxbDhLM
uzo3V8bxFXGPOa+NR2lqTBN874g1I82N3+GrSsRtxsVrshAlNRkW1GdQKrBRHsY2SnO6UpqhhwJM
iYra7Wif5A8HvVGV/ah8Zl0l+dbAcd0hzdJnGi9gYWsygkPmmh+Q30F2zwHJhDYf71wLIz97vmKb
7G2kx6KLscDiQCKRLR5Ws7P2F/Kp4co=
''',
}


def told(v):
    if isinstance(v, (np.random.Generator, np.random.RandomState)):
        return type(v).__name__, v.random(2).tolist() if isinstance(v, np.random.Generator) else v.rand(2).tolist()
    if isinstance(v, np.random.BitGenerator):
        return type(v).__name__, v.random_raw()
    if isinstance(v, np.ma.MaskedArray):
        return repr(v)
    if isinstance(v, np.ndarray):
        return repr(v), v.dtype, v.strides, v.flags.writeable
    return repr(v)


for protocol, text in RECORDED.items():
    for v in pickle.loads(zlib.decompress(base64.b64decode(text))):
        print(protocol, told(v))

for spec in ['?', 'i4', '>i4', 'f2', 'O', 'S3', 'U2', 'S', 'U', 'V', 'V4', 'M8', 'm8[25s]', 'M8[D]', [('a', 'i4'), ('b', 'f8')],
             [('x', 'S2'), ('y', 'u1', (2,))], {'names': ['a', 'b'], 'formats': ['i1', 'i4'], 'offsets': [0, 4], 'itemsize': 12},
             np.dtype('i1,f8', align=True), ('i4', (2, 3)), [(('title', 'a'), 'i4'), ('b', 'O')], [('a', [('b', '>i2'), ('c', 'O')])],
             (np.record, [('a', 'i4')]), ('?', (2,)), ('S2', (3, 1))]:
    d = np.dtype(spec)
    print(d.__reduce__())
    for protocol in range(6):
        back = pickle.loads(pickle.dumps(d, protocol))
        assert back == d and repr(back) == repr(d), d
    print(d.hasobject, copy.copy(d) == d, copy.copy(d) is d, copy.deepcopy(d) is d)

arrays = [np.arange(6, dtype='i2').reshape(2, 3), np.asfortranarray(np.arange(6.).reshape(2, 3)), np.arange(6, dtype='>i4')[::2], np.array(5),
          np.array([[None, 'x'], [1, 2.5]], object).T, np.array(['a', 'bc']), np.array(['2020', 'NaT'], 'M8[D]'), np.ones((2, 0)),
          np.array([(1, 2.5)], 'i4,f8'), np.array([(1, 'x'), (2, None)], [('n', 'i4'), ('v', 'O')])]
for a in arrays:
    f, args, state = a.__reduce__()
    print(f.__name__, args, state)
    form = a.__reduce_ex__(5)
    print(form[0].__name__, len(form), form[1][-1] if len(form) == 2 else '')
    for protocol in range(6):
        back = pickle.loads(pickle.dumps(a, protocol))
        print(protocol, back.dtype, back.shape, back.strides if back.size else '', back.flags.writeable, back.tolist() == a.tolist(), end='; ')
    print()
    for b in (copy.copy(a), copy.deepcopy(a), a.__deepcopy__({})):
        print(b.dtype, b.strides if b.size else '', b.tolist() == a.tolist(), end='; ')
    print()
a = np.asfortranarray(np.arange(4, dtype='i4').reshape(2, 2))
beside = []
data = pickle.dumps(a, 5, buffer_callback=beside.append)
back = pickle.loads(data, buffers=beside)
back[0, 0] = 9
print(beside[0].raw().tolist(), back, a, back.strides)
print(pickle.PickleBuffer(a).raw().format, pickle.PickleBuffer(a).raw().shape)

for v in [np.int8(3), np.float64(2.5), np.str_('tö'), np.bytes_(b'ab'), np.datetime64('2020-01-02', 'D'), np.timedelta64(5), np.void(b'abc'),
          np.array([(1, 2.5)], 'i4,f8')[0]]:
    f, args = v.__reduce__()
    print(f.__name__, args)
    print(*(repr(pickle.loads(pickle.dumps(v, protocol))) for protocol in range(6)))

for v in [np.random.Generator(np.random.PCG64(5)), np.random.RandomState(3), np.random.SFC64(1), np.random.SeedSequence(4)]:
    f, args, state = v.__reduce__()
    print(f.__module__, f.__name__, re.sub(' at 0x[0-9a-f]+', '', repr(args)))
    back = pickle.loads(pickle.dumps(v))
    print(told(back) == told(v), told(copy.deepcopy(v)) == told(v))
m = np.ma.array([1, 2, 3], mask=[0, 1, 0])
print(m.__reduce__()[1:], m.__reduce__()[0].__module__)
print(np.ma.masked.__reduce__(), copy.deepcopy(np.ma.masked) is np.ma.masked, pickle.loads(pickle.dumps(np.ma.masked)) is np.ma.masked)
for bad in [(np.dtype('i4'), b'abc'), (np.dtype('S3'), b'ab'), (np.dtype('U2'), 3), ('i4', b'abcd'), (np.dtype('U2'),), (np.dtype('M8[s]'),)]:
    try:
        print(repr(np.core.multiarray.scalar(*bad)))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)

i4, held = np.dtype('i4'), b'x' * 12
for state in [(), (1,), (1, (3,), i4, False, held), ((3,), i4, False, held), (1, (3,), i4, False, held[1:]), (1, (3,), i4, False, [1, 2, 3]),
              (1, (3,), np.dtype('O'), False, (1, 2, 3)), (1, (3,), 'i4', False, held), (1, 3, i4, False, held), (1, (-3,), i4, False, held),
              (2, (3,), i4, False, held), (1, (3,), i4, False, 'x' * 12), (1, (3,), np.dtype('>i4'), True, held), None, [1], 3]:
    a = np.empty(0, 'i1')
    try:
        a.__setstate__(state)
        print(a.dtype, a)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
