# torch.save and torch.load: files recorded from PyTorch (zlib, base64), round trips in both formats, damage, strangers.
import base64
import copy
import io
import os
import pathlib
import pickle
import tempfile
import warnings
import zipfile
import zlib

import torch

warnings.simplefilter('ignore')

FILES = {
    'many': '''
eNq9l81zE2Ucx59N2iRdMa2IWl8A3ylQ2rw1TaHQspS1GLBhC7giGPOy7UaWbH7Jk44649gLh85wkINXT/JfcHXgwEWdcXTGg0eHk+N49ODzspvs86QS
TGbMTLrdzX4/39/z/F42KeTDIwjFYqjnNYH2olKzYte2rNlqCZdmGjccXYujq8JrO/QFoCkzSgQbjlvC6RQoFewS3UyxjWtOSy02rXK75lSL2Kq33GZx
K6VCaIpLWuTO0qYFYS5RdYpY5xdVGDEVck8CRs0wOVYabYjkwxiiF/MoH74FsbxyC8Z2KhXXcawKrrn1lrrWrFpNq7pSq2AV1MMGPIVhjwFPdwPMZiBu
E3/b91xx22XH6piOM9MkTNjM7BnPbC81e3bHpsx9GJ4z4PkuM5mFFwTmasnZ6BAnGTEFL3LiSx7xZUp8hRP3YzhgwEGTpqHsI18VkJrOL3ewrzFsGl7n
2Dc87JsU+xbHvo3hkAFTJskwqtVxDg4LyDN2qdnBHWG4DBzluGkPd4ziZjhuFkPCgKQ5ynEkxJTAW7fdZjd7aQacgwwHznnALAXOc2AOw4IBx30gqZ0T
AvBcvYtbZLgsnOS4Ux5uieKWOe40Bs2AMz6OZHpFwJ1365sd3lnGmwed897xeKuUd47z3sWQN+A847XZ/l0QU/IZ7tbNe4yXgzXOK3i8i5RncN46hksG
XGbpKLuuA1dEHLnUwb3PcAtgctwHHu4qxX3IcdcwXDfgI3OMNod7s+FYn5IlF8UU8+tiX31shmiJJ6DE4WUPXqHwKodbGDYM2DTVLjyZyoG9G13qoBrH
J+ETjr/h4R2Kv8nxdQyuAY32TCEfjd199PDeMtkU+i786zyKoxFhHs0mdM3/bHuJ/FmmrMa9B4k95IS+H8fKiaykrmWkyfZkL5H7x5L3D4vlSOyXzCQ5
mXxsLOPoqBQLWdgh9J/9tzveiPlFY3fOrpqD+CcH8t91H1AwJj+uH/787esEnex9crRPjCulaxNoF/9Fvtv3/3YfRchppA/1lEhN69rxgTLv+5N9Z/53
/2qMDuCfGdJfCVHzL3cuxehDMtzH/LRoPqdrJ4cwZ+tXUIhldeXb1RMDrD877P7TCBAKebX1eXxr/wD9Pz9s/yveMRSo84fXbq/17784mhZjyenaFPp/
8r8wfP4Vhfp/9/P1O/39x8kc8P23rGaLfGXTtcWhAkir1P77bzYvhzpVoLAk+AEEny4TPSHJ33BldfB5EheUX40g6Xkka4PzX9T+KmuTsjY4u8cFrT0q
a3uMgwNWFP/eI+5xDs5RMertiCRO9ex1YAaK2p9kbVrWBktY1F6JStqMrA3OHlH7o6ydk7XBiSH5xiRtVtYGO1zKsKydf/L12mOSNidrg+0mrVfWLsja
YK+IxbGuIrk9C/lIZNr7+ED4WGCSiMcLYa/yVH/8ReivI3Qw3h2PhTyrDaKJs/v5vf8Ab5ge1A==
''',
    'many old': '''
eNp91NlT00AcB/A0aSkEULzFE+/iUdv0VpQKWMFyBo94YGzTQIKh6S/dMuIMM7wwI/4N/gH+a7756owP7ma3SRMZ89BONtnPd7P7293jv4nWn++V32Ob
P5ZHk3v8wk8B/+4Cl1BGOI5rOTayNdtSt3WnbdpNiOAXlGH8xDIRsnRVbzbMWhP4r4qIG9FOS1fb5he9DcIuRBNKDDe2DdtBEKvyioDvzCaCvmpUiRLD
bm5AvBrtdLqZcdy6btk1lJEgoiHb0Yyk2kGm1RZVR693TKuhIr3Zth11WxKBT9AubfxmbUMHgXYRK4RYpY0iRJUB/E6+lCsUCxmpCDF3IFqrgwciLCKI
r1S5qrAP/dXIPgwcaPh7LV1D+HPb4pLT0B29MWNqSARxXIZBBEMyDPsjzWfhiIEHYnTDZ+xO3dK99KM96SUpBSMGTT3GUo+T1BMHBsFPIjglw2kfT+fh
TACfrVnrHn3Wp4u5tASjjD7H6POEvkDpiwguyXBZ6cc96l17LGBPVWiz51+hfiZTTEmFfBGuMv8a868T/wb1byK4JUPCXVe8xkUYD9jTRs3x3Nu+m8nk
U3CHuXeZe4+4SereR5CSIe1WEnbxoKUAvEqqy5MzPXIpJ0GWyTkm54lcoHIRQUmGB10ZV9zDgDzX9N0J383msll4xNzHzJ0kbpm6TxBMyTDddXF9zATc
eVz1Hvy0CxcKGVweUGHwMwbPEniOws8RVGWYd+GOO8cLwfXbQX7ZLfojzuXxty0xeJnBKwSWKbyK4IUML921q9u2Ba+CLm7y3Ne+m5cKEijMfcPct8R9
R933CNZk+OD20OytlqV/xrOhBguDtgd37MeekBIu7BoLqbMQjYQ0aIiOYF2GDff8YSFpvMmNw1JCW9P0Ywo5XC2bLOYTi7FIzBaNwceWLUOLnFRr5KQK
LlsktFP4UIULobqMhuopFlqtvtAsx0MT0h8a+UDoiBNDh85g6KQY0pPkDOy9IuyfZ//+871JruzdRXihpwvPCSGC7+3a83IkEg50YXqVg4GHXb8mQw1l
7p+BemZZ+L/R+3yCK/8FVJak7Q==
''',
    'views': '''
eNqNks1Kw0AQxzfZNq3Rfvj9SQ8etKK2og+gFOnBPVgjQvASYro0wZB0km1vQi8teNMXEN/C5/AZPOhjuJuU0qYWHDIZ2Px/888M2yA4hVA2i6aiiJaQ
GVi206XVpsnMSvvRrdfy6H4ievIToLIuccAEyWI+JypGhzluqBoBfeg4btNg1Av9wOieqiCXy3qGi0OuNFsUcIyoddc32W18qEIqangCaR3zarU7oBCF
QeaGIKL0IUukPsw9W5bvutRiju+F6nXQpAFtXjoWU0E90GCewYIGOZ2Ph2iXepC3ubmN7ZSdtqN2BdEO96FI5D4sPtuCWmKwrMFK5M9gNYmsRQiRB7BO
JIIHsBFjmwy2NNjW02IPLdPxYMfOdSoNksk+XRlfJd5OZGPmtvNob2Lb1ZN6bTex678ipnvn/HXBH549nu8Xwnn95ft1g38QOdu5gA5Hzl0ahHyb9dr+
P6yjOFOF0+db607mveTISRJl5DU+f3HKPXnDkvT4DPkJ0pNQYmNJdvyvChPszxg7nLlBFOVo+LmEj0dSnKgfw6rJceWcuM9obiiQorO0EjM40sfaX7ew
r0Y=
''',
    'views old': '''
eNp1kEtLw0AQx/Nqa1er9W194bFeetBW8WQP0sviq15ykRDTpVkJ2U4yKSgUemmxfgYPHv1qfgTBg5NUQQSXnYH97+xv/rND45kFny+tj737t6tKbWic
v5uUB6BV7bKmab1IofJU4PRFFEsVgk4FdoluAokYCEeEHemGYDzZjER86Aknlo8iBnMAVtXOkRj7KkLIccM26SRDhDy3bCtlqLALBW4lyU9PnVQXdA9V
5Pk1J0EZxMyJxF0ig46DIoxV5PQPGBjVql1I4VTpdgWY0yesFSgXb6YiA8suUs1R4/jksN6o1yGXWfB6CVnIXyAUrrnG8yOY4foIihOPJg2EhzRozC6j
johE50x6yIDtt2EWYa4Npcy56IsQ5n1y4Zv+3y4L/pReTunmCBa5MYKliZ9ClhFW2rCaDYqw9g9h/ZuwkRG4MYYK17k5hs0pZQthuw072fe6XVeGsOuX
0k+8Be0PSndree33Gp5SatKmGFK8Nr8AVuqG0Q==
''',
    'state': '''
eNqdlM9PE0EUx2d3221ZoUVERQVURCm/Ct0aQ2ICpjHrYQ7WEmPDpVm2G3ZDpX3dKcZDExIDRr15Rs4aoolnhSYk/gF6MOHC2XDwL9DEmd1ad4eAhJfs
TmZnPt/v23kvk8VSCKFoFB2ITtSF9Kph2cvmRFEnerKyWNIyMTQXiBXRMMqlkmkQu7zkKPerRbNqFu/aBlEADedASOSZ9mTyiWkvWAREg5SpaLJQI3bJ
UQpVc75ml4oFYi455WphWVVASiTyEco4dKe+YELIQxStVNbJrPdRgXBeYLog5yU6GpUaRLBMIPoAIyxhcQ3asIiFNVBeWCyPUwTac9CRl91k5m3dgZhF
nayQ5SmlIG5FsESg01VYhdNYWIUujz5DoDsHZ91fUf/+yrkAr8J5j+9hvIClNbhAE6EZXPQ0LhHozUGfm4HqZdAfUEjDZaogELjiKqzCVfYa8OhrBAZz
cL1Whxv5Nrq58NgkOisLDLnr9MxY0WC4DiPu6S2bVYeWBEax4DSPaqwO41ZrnoJkHSb+zVWYrEPKndec+WQWR6I/P6QHd+kae7KHNkoMjQYaZWJSywxx
bXJoDDx9/2n91s70x1/djb6pcON75dX25khmmtm/2W3s9VAD9hxlPxa0T2mZxHHt5x69ND/feR6f2Xu2ssU8s7PaQDtVbf+P51TQU9UyN4/t6Y9vld7p
jU11e3/xh+sfvvfl3Qn80yf130p3NJjvzo4gUzMUOtI3jmZavs0G0zK3T2TcjLTC3L9uLDwUqb7ougtsaPn7m7DzQEb8DcXT/h6KBchhEXFty7P+Xgiy
b3k2xbP+OgbZXoljVZ711yLIrvNsmmf9JxkPsN0hxNcui2V5rLncL423tsrcuCh44+tQ82CwzK4Y9DvszQX3W1j2GNnd7+39A5CpZPQ=
''',
    'state old': '''
eNplkstu00AUhn1L0hpCC5RLoYW23NICwbHbkG4CQqibEVDCgtkgy3FGscHYOfa4qEiWIqEEKK9QsUaqWLCGNBKPwIIla+ANkLpgbCdAwyxGOrfv/OfM
tIUt2dnbXvs19/jd+nSxLdz5IbI7Aq6AJzmOa/ke9UzP0TeIH9ieCzxLwHkWcWxKHaITt2EbLgivsMycdLNF9MB+TgIQI5AKOMOcgeX5FDJIwCKzbJdC
FklYihme24QcksKQ9TRZG4eYlHUJ5Ht+g/ikcds2qQzcYg34Ah5jFUrxGbGbFgXBpJ5vWkU9pLYTyLpP6qHtNHRK3MDz9Q1VBrFQwLm4P8s0mgSktERe
czyDPkidMmTwOMspa1pFWSlpZcgmKs1WyIRl71IYu484JCKhC+NIQHwX5NdWLOgAhYM1yONsoqpuGwEcslhLS7L+RSrqMkxYOSQy1GSC6sBhxHfgSIo5
SmGqBseS4dThcMf/B2nLlQqcGIBOxiAeiV2YZtKYplMp7DSFmRrMJprUVNOZfajrirKyuqqVVDjLUDxDzSWoDszH10KKOUfhfA0uhBFcTKr0p4QaDYMa
cCmJs70yLweLESwlGx5+jsuIDzAfLwSuRHDV+mOXoBjBtb+2CkoEpcQOgzp7/Efxh9s/LD+yRWHkocSRiSRSjF8uPl9aM9W3O+ruzyffe0Pfwy3y6ebL
iRvfXrR72YFvYfP9x+3y5+qHvan+bCXT/9p6s7uzdKvKD+I9Ld//DXU/0v4=
''',
    'mixed': '''
eNqdUstq20AUHY1s2ZkmtpP04bRp1iokzgvSRSlp3OJQBlJbpmACwajSxBZRLF9pbEKh4I3rdFfSfX+j3+FFfyBfkhlJGFvGi3bgckd3zplzdO9UqZpC
KJtFc6uA1pDpW22nz3Ztk5ul7pVbKefQ+cwa4AtAusU9gSw1e9xxA9L02Zee49rNrumb14wzn4CyAMJZJ/D8Zv+AANb1RkYIBwJpthioEYVUXM/k9ahI
INVQBGYP0g1VZKvbA41iDpkaRRQPIUuVISz9sCzPdZnFHa8TkE++zXxmf3AsToC8MuARh2UDVm7b8iM3grwBhW+wqodXd2DtLNxwWKdKuLuBx6fvUlFb
RvCkFxurO1+FoadUofg7PBtC0YCN+OhSet4/IvA8Ltis71gC/WJie3MILw3YYqUqzWTv18fn74WUjOrCkeTQycxIdvcq5beJgfzjQmhwLEOa+FnT/kpV
GYtN5NGbiYk+8wPR4kr59f+6OCRSefy79RmLu3GorMg00Z5uTWHOTfKFJtnT/5SbYf5SUKKZSe60q/wMt4hRsgdVqmnb8fGWujOBqon8J853OMqCJx89
+hgDlLCW1iKOGuIj7AM9ec5m
''',
    'mixed old': '''
eNp1UE1v00AQtTdOQ7effBTa0lY9mksUkAjiBIeqHFYtrXvZC7Jce5ssMt689ToCpEi5hBZ+Az+Av8ZPQOLQcZL2UKkj7WrmzduZt2/MfvH8/+/Df/uf
/5xstcfs6G+D7hG8UK57njewxpnU5PFQ2VKbAj4R5Ap1cu1crmJVZDopwK4kJ9B9G6i41N9VicYIQSibBJZ9Yx2agskGVbpwWBCBDOoZpuihJYKqop2f
aGfqjE377bhyOi95bNV5pfMsHiQ2+aKcshz+PRSnitLYePiKg4WhbNV7iZn0FBqzJ/wwN4k7m4EcgVwkzptOp9t53X3bRXOqLh1UpI4dO7ROhSfYBA+E
P8Hiz5RMyFXqyIOSf7SZsio70Knj4C8iLDksR1i56tfF6iXWIqyP8DCUPs0s8Oh4mjg8Fv40+4onH97XDlBcYqOaKzwj5zieCl+wH3g2wWaErXnrohb/
ssuxPQcyNdQpsZ/f6t6ZYDfCnpp5eed7ftJm3k2M39XnGhT2kTg=
''',
    'module': '''
eNqdVM1P1EAUn3aXZS2wC4ioIPiti8LCgiIqarIxeynRdY3JxMQ03XZ221Dafe0UTiZ64MMbGk086cGjZ6/c/AO8+Ed4MdGjF2emC+yWLCZO0r7M+328
zpuZltVEEqF0Gh0Y/WgQ6b5h2atk2tSpnm8sO6ViBj1tGy9kg3qMlXfd/Ipnhg4J8o7tEt1XlqIAaOIlSM9BzmFehfq67dpuHRJbuIfNtYbu6yuEEj+A
pGF4jkMMantuoDz0TeIT875tUAW6JiqQyuEUU6wRu25R6G4W1kJqO4Gi+aQa2o6576dAugOFEjfwfG11VoEjuRzuZqYBY+p1AkokUUqOp9PHUVKBHiwx
zgz04gSLRiOEPlWmkHmkIlVS5Q3IqrIqbUD/K4t/6ACFwQoc3RKToU04VoFhzNqMqrYewHErbbGylmJFtgU4YfWpEoWTwm4dRvhrNLI6RWGsAuOR1elN
OFOBs6FopFYNazXetXMCO49HedL1XK3BsnbAFkl3OVpAKFwwNI2vn9qupikso8DFZ3BpHS5XIIezwlI3ltd039Qsz1sOYEI4X8HDHLMDrRY6TjsHrj7A
GY7WPL9FOCmEU3iwFWr4pAnnBTyNBzgcUJ0SzWS73ERnBFrAIxxl22C2UvZNZgVtLlr2AZoX7NpdE7zrUc+aRxTmRfKGOIGsHTWi09Bn+QVVxr0s54V0
P3lTlcJqvqx2p7/c3f7zQ0aIP+WONyeDRtpuzvRMqTgcuze7Y/vrz52Pd97tcPfg01jI7fhzmPtiu3uhVFzo4P7vsfT2+yKv/Xn+9S9+QpOH1s6ie3u1
V/kp89xS8fZ/F2djTuHVv32oP2EtRbKoLvGwV7+15/0Hvij+h4qrW3uaaVPeSqDYLsW1rT1p176PawtxbeuKsm3aoSSK97CsplKTTXg8MbVHTcbi72Z8
00wwHf93ofWuaC6JXFcq0iQFP+L+BXNae1s=
''',
    'module old': '''
eNqVWF9z28YRp2jZSRDHidM2bZL+uTptCSoQSFGxLLOWZjxJNc0wsRPZncFM7AJH4CBcBQK4P5CsajjjPiRx+9SH9q0zfe2nyFu/Qr9DnvLcmT507w4k
AZHOtBwNCdzu/Xb3t3t7d3ra/pOV/udvB/9Gv/vHJ2+6T9sff30JvqesZXuvtVqtgucyD/PUPyFc0Dxja6DgvQKSlEqZEp9kEcUZaz/zLBiUZwXxBf09
EezSlK3b3mUYFEnOJbs8anuX4I1mkl0ZrXvrCiPPjtgLo/WyBJu2dwWGJnlUpoS1QpnzMHGzzDUjwk1pRjC3PjI/bM27Deq9UvBeSse94kwmebbdi6iQ
mwUOj/ERET0N0suyXgXSMyBuccba3vtXW60wxUIgg2l/rJW6QwvBh9+4ceNuUaSUCISRmYckx5mIcz7BEshAMkcyIYhmYT6h2RGKsMRDNARpMgzO0B56
cve3D9G7aBxYGvNhQgUyriBRFgXwItCQk3gYPCSZyPlBmmO5Pbgj4+2Bn2c+nhSEk/3ANfPvZygkXGKaocP7709QRE5oSISDThOSoVIoH2IFsbUDThUl
oMuayVOapqBFKpMRjWNAzyQqOAmpSu+duNjaUYYndNDv7wcIYkVjYPMU86hy4i4/EoYi9aGZHxMsS07EEKnMozxGBIeJcQAJCCElc/W8lM/TB9GKCWOK
QfHDGAkiFd9BcIBTQYLA0dSn+IxwE1iWS5RCkjKE4S+KqKQnRM9352jq8wGJcZnKIUA95CUgmbAeJLggi7g20YfK/3k27Q0H/do/p9m0Gyi6OZlJNgI0
IVAWYPYMZeVkDA7lcc1kRCeQXGBXqEpJy0ilKcszAjOiGYrBhpJ5JMkTCc+P5jxNA7fm1n1N00W/gLyFYxjYGAOVhiAhFx7UvMKgqBSAb/hSwSMsqnJW
eWj6pvDnzsFL0ztTF1JyCmZJrTpOCT1KwFnticoNHqs61KNCZV4JquqEN+1GI1mzKFcZdlZx1Q1cWGYEneC0VCuXN/FoBmWBU6i7CMU8n8wMPFI/IU7P
fzO1Nx8JxuX5sTJQPXUDx3C7yrljRUzMcXi+NT1f4dI0uFDN6AIfavQ5ZHwrAd2gWdnqAytliCETw0ChBghW/6zOzYpZELNExhLY/0rOCm7+P3701F89
0UtfDIfWHGp/fx9NYD7sA1WTHvQdtN3vNjRMxe4hs2dAj44ye2uw66DBBcWqx+yhia3nNKUFh83JNjqu6k12d6FgsB+o0c809nb/sZHCRqF/fT+ENS5x
JoXvg43POrXm2HFQp978Oo+tpfYJ1q3lJjkbna0ls1MYiiISg1mVR9+3BUljZwnRWYZzqjoc53kKfqrqcJaSV20ue/egUTkoUju7fu6izX2kHharPMZq
tz7z1S5xJADxvGMmd4YVCgSvEdSA+p3O58I2SLhtcusgFULXnUe0YF8J3FpoYKT21lSrxwt69demomEUVD7BHLqgBEdMlsmkkGe2XZ/ZILbroI2NZtS1
SqGx4bdBqTaoF/rzzDWtfQs+gf1vBTgnR3D2Idwv5vAdZRAqT+fNuqANG+pCVQDX84pakum0LOf9HfSASKl2M7yneoF9swssoWNM1WnILzOqjkqqBc03
GiwWXUdNPKUyqeFVU+zNrZ4GbHK+YrDrogM4okQEDkWpUAVEanCJlIUY9npHYKUcu3BKU+dEfSac/VIhoB32bt7a6t+26ruEeyEMs76qmnEgYtXc3Crs
RvIXqYbI1amkyZpZMRnUuIN8XcdgzIf2GpYplsQ3Mh+amH6Esqhb7jZwxnkJ2/Qe2kI9tPDHIHSVL+YR7aO+LhvUX9oN3WZ8ym8HbWpgx+DXKgMU1Ulw
3mr0ScQ0JF0f5nERKyeQpgwdVId303Qd1GBybrZmB/YIjn1OCr6oPSGXgesddu982ux1ekABw0PHNad2e3nd1CCc5QbirE7nHKZrsUuSrX/a/QO7PGVX
bO9FdQ3icESn6m7zzHsZ3mtrib0YwnUqJaG6QAjrPo9g54w+oKG02EvdQ2aZa5Ahh71cXYP8UkJ5W8DIuKRptMCz2NXnqEidCv9kYLFXbNt7QV3EQBOu
ReyamWLp28YDM2ixV72XQOdWv7/T39ndHrDX9HUtLEp2fdS+J9nrn45ao7VR+wv2nVF7tPYF++4fE+Xx9yR745B9/5l++cGX7M1D9pa+3SnO2NvJ1QTs
J9eSGv6t93Z32Q+T66M1wP2Rxv2c/Vh9/cRgIsl+eshuGMx3vmQ/O2Q/LzW1/rhUtxbBfqFlHe9tNQinab9QN1RogJmc6fjQxpgd+r5iBPqU71swYrHu
Y7bxOXv3kDneqxqyuuD4SZ4fC7apkV3vDSWjwo/LNG3qsN4975qSVuuhmtjXE7e81+siuFtV4oEWb3vXlRjOCbDWI8h7JX1PS296bykpJCaqqyxAdrTa
LRP2klouZnC7Wu+24ay6/bKhHvylrsla2bM7cDeHy3CrXvhsb7QGPfNp+7H6X0CzNNYupLJN3HbLfP78z2+++vveX79aq94/+su/7vwXCMYiGQ==
''',
    'evil': '''
eNqNUj1Lw1AUfUn6EZ/a1gqOEhykgtaig4NDoUhRgm3tBxSXEF8ebWpsepPXqoPYpYO7s+Du7m9wdBd/iy9JKW1qxQvJITfn3PPu4VVUKYKQLKO5SqE0
0h3SNgd039CZnu1dW8VCAl3O1FB8AJRpClxwCwJhNldktT4zLRdrDr3qm5ahMdp1bUcbHGAQM5lmnJNdztRbFKRAgouWrbNa0MQQ8QfmINqUOJJeH2Kq
wCB+oSJVGIHsvZaeCLEtixJm2l0Xlx2DOtQ4MQnDgHeqsMxgpQqr/iQKCdKzXfMOu/cuozcYks0Nr0/atlI/Pasp541aXSmV60q1UYLUCNaqkO5nK2pc
/jpaf/zmXO+pLEwrgbZn0trPFQtboax+K4SGec+l03l946NR5E+XJMpPXAbUcfnmxcLxP2wW1iH23D9fWg2Rzxd9d8GDif/0/qm5E4VvSFg9vVdiRpkV
UCixsHb6VMkZ7fOUdpxDRY3Fdse/N6W9CVUK4fsY02KAXOfdR/Qx/hb8XjQWaCSfH3B/ABkGqJc=
''',
    'evil old': '''
eNpdj81KAzEUheev1kar1YXgbpbjplQp6s6NFGVoq9MWspFhzIQ2Eidzk0y1QqGbgvoMPoCv5iMILsy0uDGLC/lycu45C+cd8Z+Pzrf/8Hlz2Fw43S/X
zDlYAW5YlpVLoQURPJ5SqZjIwDYCXDcvnGnNaUyzlCUZOK8YGahnOY0Ve6EK3Dl4Aa4YqCZCaqiEDnbNjWUaNkIPe6WHyMZQDb2i+NtpG/oENtFCkkkz
LjTjCsWS3heMp7GmmRIynp4gcIIAV0tzo0zGFNz1F9ThItGDNUTg4ZrRnLVap63z43YbKqsIJC9MBLunoXobWqG9hM1y1N6Iacop0aaoQn2ZUknTS0Y0
AnQUwZaG7Qjqq4wUdkguFHtGaqY0fUSwiw9KTibCH15dD/zuaDD0e/2hH4160FjCXgT7Zc07sP6FspNmabk+i4tfcclx2Q==
''',
}


def data(name):
    return zlib.decompress(base64.b64decode(FILES[name]))


def load(name, **k):
    return torch.load(io.BytesIO(data(name)), **k)


def tr(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, str(e)[:160])


for suffix in ('', ' old'):
    for name, t in load('many' + suffix).items():
        print(name, t, t.dtype)
    v = load('views' + suffix)
    print(v['again'] is v['a'], v['even'], v['t'], v['t'].stride(), v['even'].storage_offset())
    v['a'][0] = 100
    print(v['even'][0], v['t'][0, 0])
    for k, t in load('state' + suffix).items():
        print(k, tuple(t.shape), t.requires_grad)
    print(load('mixed' + suffix))
    m = load('module' + suffix)
    print(m, m(torch.ones(1, 2)).shape, m.training, m.weight.requires_grad, type(m.weight).__name__)
    for name in ('many', 'views', 'state'):
        print(type(load(name + suffix, weights_only=True)).__name__)
    for name in ('evil', 'module'):
        try:
            load(name + suffix, weights_only=True)
        except pickle.UnpicklingError as e:
            print(str(e).rpartition(': ')[2])

# round trips
torch.manual_seed(1)
net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
opt = torch.optim.Adam(net.parameters())
net(torch.ones(2, 3)).sum().backward()
opt.step()
x = torch.ones(1, 3)
for new in (True, False):
    b = io.BytesIO()
    torch.save({'model': net.state_dict(), 'opt': opt.state_dict(), 'epoch': 3}, b, _use_new_zipfile_serialization=new)
    b.seek(0)
    c = torch.load(b)
    other = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
    print(other.load_state_dict(c['model']), bool((other(x) == net(x)).all()), c['epoch'])
    opt2 = torch.optim.Adam(other.parameters())
    opt2.load_state_dict(c['opt'])
    print(opt2.state_dict()['param_groups'][0]['lr'], bool((opt2.state_dict()['state'][0]['exp_avg'] == opt.state_dict()['state'][0]['exp_avg']).all()))
    b = io.BytesIO()
    torch.save(net, b, _use_new_zipfile_serialization=new)
    b.seek(0)
    print(bool((torch.load(b)(x) == net(x)).all()))
print(c['model']._metadata['0'])

for t in (torch.tensor(1.5), torch.empty(0), torch.zeros(0, 3, dtype=torch.int64), torch.ones(2, 2).expand(3, 2, 2), torch.arange(10)[::3],
          torch.arange(12).reshape(3, 4).t()[1:], torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True) * 3,
          torch.nn.Parameter(torch.ones(2), requires_grad=False)):
    for write in (lambda o, f: torch.save(o, f), lambda o, f: torch.save(o, f, _use_new_zipfile_serialization=False), lambda o, f: f.write(pickle.dumps(o))):
        b = io.BytesIO()
        write(t, b)
        b.seek(0)
        r = torch.load(b) if write.__code__.co_names[0] == 'torch' else pickle.load(b)
        print(r.dtype, tuple(r.shape), r.stride(), r.requires_grad, type(r).__name__, bool((r == t).all()), r.is_leaf)

# deepcopy and pickle keep sharing inside modules
again = pickle.loads(pickle.dumps(net))
print(again, bool((again(x) == net(x)).all()))
tied = torch.nn.ModuleList([torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)])
tied[1].weight = tied[0].weight
for r in (copy.deepcopy(tied), pickle.loads(pickle.dumps(tied))):
    print(r[0].weight is r[1].weight, r[0].weight is tied[0].weight)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(2, 2)
        self.register_buffer('count', torch.zeros(1))
        self.config = {'a': [1, 2]}

    def forward(self, x):
        return self.fc(x) + self.count


n = Net()
b = io.BytesIO()
torch.save(n, b)
b.seek(0)
r = torch.load(b)
print(r, r.config, bool((r(torch.ones(2)) == n(torch.ones(2))).all()), list(r.state_dict()))

# where storages go
g = io.BytesIO()
torch.save(torch.ones(2), g)
g = g.getvalue()
for where in (None, 'cpu', torch.device('cpu'), {'cpu': 'cpu'}, lambda s, l: s, lambda s, l: None):
    print(torch.load(io.BytesIO(g), map_location=where))
seen = []
torch.load(io.BytesIO(g), map_location=lambda s, l: seen.append((type(s).__name__, l, s.nbytes())) or s)
print(seen)
tr(torch.load, io.BytesIO(g), map_location='cuda:0')
tr(torch.load, io.BytesIO(g), map_location='nowhere')

# files by name, as Path, and what stands inside
top = tempfile.mkdtemp()
path = os.path.join(top, 'model.v1.pt')
torch.save({'w': torch.arange(3)}, path)
print(torch.load(path), torch.load(pathlib.Path(path)))
torch.save(torch.ones(1), pathlib.Path(top) / 'p.pth')
names = [i.filename for i in zipfile.ZipFile(path).infolist() if not i.filename.endswith('byteorder')]
print(names)
for i in zipfile.ZipFile(path).infolist():
    raw = open(path, 'rb').read()
    start = i.header_offset + 30 + int.from_bytes(raw[i.header_offset + 26:i.header_offset + 28], 'little') + int.from_bytes(raw[i.header_offset + 28:i.header_offset + 30], 'little')
    if start % 64:
        print('not aligned:', i.filename)
with open(path, 'rb') as f:
    print(torch.load(f))
tr(torch.load, '/nonexistent.pt')
tr(torch.save, 1, '/nonexistent/dir/x.pt')
tr(torch.load, 5)

# damage
for cut in (len(g) - 5, 100):
    tr(torch.load, io.BytesIO(g[:cut]))
for bad in (b'', b'hello world', pickle.dumps({'a': 1}), pickle.dumps(torch.serialization.MAGIC_NUMBER, 2)):
    tr(torch.load, io.BytesIO(bad))
    tr(torch.load, io.BytesIO(bad), weights_only=True)
tr(torch.load, io.BytesIO(g), weights_only=True, pickle_module=pickle)
a = torch.ones(2)
tr(torch.save, [a, a.view(torch.int32)], io.BytesIO())

# storages
s = torch.arange(4.).storage()
print(type(s).__name__, s.dtype, len(s), s.tolist(), s[1], s.nbytes(), s.element_size(), s.type(), torch.is_storage(s), torch.is_storage(1))
print(isinstance(s, torch.FloatStorage), isinstance(s, torch.LongStorage), torch.FloatStorage.dtype, torch.IntStorage([1, 2]).tolist())
s[0] = 9
print(s.fill_(2).tolist(), s.clone().tolist(), s.double().dtype, pickle.loads(pickle.dumps(s)).tolist())
print(s)
print(torch.ones(1).storage_type(), torch.ones(1, dtype=torch.int64).storage_type() is torch.LongStorage)

import io
for data in (b'PK\x03\x04abc', b'PK\x03\x04' + b'a' * 17, b'PK\x03\x04' + b'a' * 18):   # too short to be an archive, or without a directory
    try:
        torch.load(io.BytesIO(data))
    except RuntimeError as e:
        print(e)
