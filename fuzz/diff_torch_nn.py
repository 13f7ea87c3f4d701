"""Topics of diff_torch.py about torch.nn: modules, functionals, losses, convolution, pooling, recurrent layers, attention.

A case is a template: names in braces are replaced by random choices from the lists beside it. Parameters get small
values by a rule (fill), not by the random number generator, which has a topic of its own.
"""
import re

PRELUDE = r'''
def fill(module):
    """Deterministic parameters and buffers."""
    with torch.no_grad():
        for k, p in enumerate(module.parameters()):
            p.copy_(make(tuple(p.shape), 'float64', k) / 16)
    return module
def run(module, *inputs, **kwargs):
    """Output, gradients of inputs and parameters."""
    module = fill(module)
    inputs = tuple(x.requires_grad_() if isinstance(x, torch.Tensor) and x.is_floating_point() else x for x in inputs)
    out = module(*inputs, **kwargs)
    return [out, *grads(out, inputs + tuple(module.parameters()))]
def grads(out, tensors):
    def leaves(v):
        if isinstance(v, torch.Tensor):
            return [v] if v.requires_grad else []
        return [t for x in v for t in leaves(x)] if isinstance(v, (tuple, list)) else []
    tensors = [t for t in tensors if isinstance(t, torch.Tensor) and t.requires_grad]
    flat = leaves(out)
    if not flat or not tensors:
        return []
    return list(torch.autograd.grad(sum((t * t).sum() for t in flat), tensors, allow_unused=True))
def call(f, *inputs, **kwargs):
    inputs = tuple(x.requires_grad_() if isinstance(x, torch.Tensor) and x.is_floating_point() else x for x in inputs)
    out = f(*inputs, **kwargs)
    return [out, *grads(out, inputs)]
def f32(*shape, k=3):
    return make(shape, 'float32', k)
def f64(*shape, k=3):
    return make(shape, 'float64', k)
def ids(*shape, high=3):
    n = 1
    for s in shape:
        n *= s
    return torch.tensor([(i * 7 + 2) % high for i in range(n)]).reshape(shape)
'''
CHOICES = {
    'f': ['f32', 'f64'], 'b': ['True', 'False'], 'red': ["'mean'", "'sum'", "'none'", "'mean'", "'bad'"], 'n': ['1', '2', '3'], 'n0': ['0', '1', '2'], 'k': ['1', '2', '3', '(2, 1)'], 'k1': ['1', '2', '3'],
    'pad': ['0', '1', '(1, 0)', "'same'", "'valid'"], 'pad1': ['0', '1'], 'st': ['1', '2', '(2, 1)'], 'st1': ['1', '2'], 'dil': ['1', '2'], 'g': ['1', '2'], 'pm': ["'zeros'", "'reflect'", "'replicate'", "'circular'"],
    'a': ['0.0', '0.5', '1.0', '0.1', '2.0'], 'dim': ['0', '1', '-1', '2'], 'mode': ["'nearest'", "'linear'", "'bilinear'", "'bicubic'", "'area'", "'nearest-exact'", "'trilinear'"],
    'N': ['(4, 3)', '(2, 3, 4)', '(3,)', '(2, 3, 4, 4)'], 'size': ['(4, 3)', '(2, 3, 4)', '(3,)', '()', '(2, 4, 4, 4)'], 'h': ['2', '3'], 'layers': ['1', '2'], 'gm': ["'bilinear'", "'nearest'", "'bicubic'"],
    'gp': ["'zeros'", "'border'", "'reflection'"], 'padmode': ["'constant'", "'reflect'", "'replicate'", "'circular'"], 'padding': ['(1, 1)', '(1, 0, 2, 1)', '(0, 1)', '(-1, 1)', '(1, 1, 1, 1)', '(1,)', '(1, 2, 0, 1, 1, 0)'],
    'w': ['None', 'torch.tensor([0.5, 1.0, 2.0])'], 'ii': ['-100', '1'], 'ls': ['0.0', '0.1'], 'norm': ["None", "'ortho'", "'forward'"], 'act': ["'relu'", "'gelu'"], 'mb': ['None', '1.5'],
}
ACTIVATIONS = '''nn.ReLU() nn.ReLU6() nn.ELU({a}) nn.SELU() nn.CELU(0.7) nn.GELU() nn.GELU('tanh') nn.SiLU() nn.Mish() nn.Softplus() nn.Softplus(2,0.5) nn.Softsign() nn.Tanhshrink() nn.Softshrink({a}) nn.Hardshrink({a})
nn.Hardtanh(-0.5,{a}) nn.Hardsigmoid() nn.Hardswish() nn.LeakyReLU({a}) nn.LogSigmoid() nn.PReLU() nn.PReLU(3) nn.Threshold(0.1,{a}) nn.Sigmoid() nn.Tanh() nn.Softmax({dim}) nn.LogSoftmax({dim}) nn.Softmin({dim}) nn.GLU({dim})
nn.Identity() nn.Flatten() nn.Flatten(0) nn.Flatten(0,1) nn.Dropout(0.0) nn.AlphaDropout(0.0) nn.LayerNorm(4) nn.LayerNorm((3,4)) nn.LayerNorm(4,elementwise_affine={b}) nn.GroupNorm(3,3) nn.GroupNorm(1,3,affine={b}) nn.GroupNorm(2,3)
nn.BatchNorm1d(3) nn.BatchNorm1d(3,affine={b},track_running_stats={b}) nn.BatchNorm2d(3,momentum={mb}) nn.BatchNorm2d(3,eps=0.1).eval() nn.InstanceNorm1d(3) nn.InstanceNorm2d(3,affine={b}) nn.LocalResponseNorm(2,alpha=0.5) nn.CrossMapLRN2d(2)
nn.Unflatten(1,(3,1)) nn.PixelShuffle(2) nn.ChannelShuffle(3) nn.Softmax2d() nn.ZeroPad2d({n}) nn.ReflectionPad1d({n}) nn.ReflectionPad2d({n}) nn.ReplicationPad2d({n}) nn.ReplicationPad1d({n}) nn.ConstantPad1d({n},0.5) nn.ConstantPad2d({n},0.5) nn.Linear(4,2) nn.Linear(4,2,bias={b}) nn.Upsample(scale_factor=2) nn.Upsample(size=5,mode={mode}) nn.AvgPool2d({k},{st}) nn.MaxPool2d({k},{st})
nn.AdaptiveAvgPool2d({n}) nn.AdaptiveMaxPool2d((1,None)) nn.AdaptiveAvgPool1d({n}) nn.AdaptiveMaxPool1d({n}) nn.LPPool1d(2,2) nn.LPPool2d(2,2) nn.Bilinear(4,4,2) nn.Sequential(nn.Linear(4,3),nn.ReLU(),nn.Linear(3,2))'''.split()
LOSSES = '''nn.MSELoss(reduction={red})|{f}(2,3)|{f}(2,3,k=5)
nn.L1Loss(reduction={red})|{f}(2,3)|{f}(2,3,k=5)
nn.SmoothL1Loss(reduction={red},beta={a})|{f}(2,3)|{f}(2,3,k=5)
nn.HuberLoss(reduction={red},delta=0.7)|{f}(2,3)|{f}(2,3,k=5)
nn.MSELoss()|{f}(2,3)|{f}(3,k=5)
nn.CrossEntropyLoss(reduction={red},ignore_index={ii},label_smoothing={ls})|{f}(4,3)|ids(4)
nn.CrossEntropyLoss(weight={w},reduction={red})|f32(4,3)|ids(4)
nn.CrossEntropyLoss(reduction={red})|{f}(2,3,4)|ids(2,4)
nn.CrossEntropyLoss(reduction={red},label_smoothing={ls})|{f}(4,3)|torch.softmax({f}(4,3,k=1),1)
nn.CrossEntropyLoss()|{f}(3)|ids(1)[0]
nn.CrossEntropyLoss()|{f}(4,3)|ids(5)
nn.CrossEntropyLoss()|{f}(4,3)|ids(4,high=9)
nn.NLLLoss(weight={w},reduction={red},ignore_index={ii})|f32(4,3)|ids(4)
nn.NLLLoss()|{f}(2,3,4,4)|ids(2,4,4)
nn.BCELoss(reduction={red})|torch.sigmoid({f}(2,3))|torch.sigmoid({f}(2,3,k=5))
nn.BCELoss()|{f}(2,3)|{f}(2,3,k=5)
nn.BCELoss()|torch.sigmoid({f}(2,3))|torch.sigmoid({f}(3,k=5))
nn.BCEWithLogitsLoss(reduction={red},pos_weight={w})|f32(2,3)|torch.sigmoid(f32(2,3,k=5))
nn.KLDivLoss(reduction={red},log_target={b})|torch.log_softmax({f}(2,3),1)|torch.log_softmax({f}(2,3,k=5),1)
nn.PoissonNLLLoss(log_input={b},full={b},reduction={red})|{f}(2,3)|{f}(2,3,k=5).abs()
nn.GaussianNLLLoss(full={b},reduction={red})|{f}(2,3)|{f}(2,3,k=5)|{f}(2,3,k=1).abs()
nn.HingeEmbeddingLoss(margin={a},reduction={red})|{f}(2,3)|torch.sign({f}(2,3,k=5))
nn.CosineEmbeddingLoss(margin={a},reduction={red})|{f}(2,3)|{f}(2,3,k=5)|torch.tensor([1,-1])
nn.MarginRankingLoss(margin={a},reduction={red})|{f}(3)|{f}(3,k=5)|torch.tensor([1.,-1.,1.])
nn.TripletMarginLoss(margin={a},p={n},swap={b},reduction={red})|{f}(2,3)|{f}(2,3,k=5)|{f}(2,3,k=1)
nn.TripletMarginWithDistanceLoss(swap={b},reduction={red})|{f}(2,3)|{f}(2,3,k=5)|{f}(2,3,k=1)
nn.MultiLabelMarginLoss(reduction={red})|{f}(2,3)|torch.tensor([[0,-1,1],[2,0,-1]])
nn.MultiLabelSoftMarginLoss(reduction={red})|{f}(2,3)|torch.sigmoid({f}(2,3,k=5)).round()
nn.MultiMarginLoss(p={n},margin={a},reduction={red})|{f}(4,3)|ids(4)
nn.SoftMarginLoss(reduction={red})|{f}(2,3)|torch.sign({f}(2,3,k=5))
nn.CTCLoss(reduction={red},zero_infinity={b})|torch.log_softmax(f32(5,2,3),2)|torch.tensor([[1,2],[2,1]])|torch.tensor([5,4])|torch.tensor([2,1])
nn.CosineSimilarity(dim={dim})|{f}(2,3)|{f}(2,3,k=5)
nn.PairwiseDistance(p={n},keepdim={b})|{f}(2,3)|{f}(2,3,k=5)
nn.MSELoss()|{f}(2,3)'''.split('\n')
CONV = '''nn.Conv1d(4,4,{k1},{st1},{pad1},{dil},{g},{b},{pm})|{f}(2,4,7)
nn.Conv1d(4,2,{k1},padding={pad},dilation={dil})|f32(4,7)
nn.Conv2d(4,4,{k},{st},{pad},{dil},{g},{b},{pm})|{f}(1,4,6,5)
nn.Conv2d(4,4,{k},{st},{pad},{dil},{g},{b})|f32(4,6,5)
nn.Conv2d(4,2,{k})|f32(1,3,6,5)
nn.Conv3d(2,2,{k1},{st1},{pad1},{dil},{g})|{f}(1,2,4,4,5)
nn.ConvTranspose1d(4,4,{k1},{st1},{pad1},{n0},{g},{b},{dil})|{f}(2,4,5)
nn.ConvTranspose2d(4,4,{k},{st},{pad1},{n0},{g},{b},{dil})|{f}(1,4,4,3)
nn.ConvTranspose3d(2,2,{k1},{st1},{pad1},{n0},{g})|{f}(1,2,3,3,2)
nn.MaxPool1d({k1},{st1},{pad1},{dil},{b},{b})|{f}(2,3,7)
nn.MaxPool2d({k},{st},{pad1},{dil},{b},{b})|{f}(2,3,6,7)
nn.MaxPool3d({k1},{st1},{pad1},{dil},{b},{b})|{f}(1,2,4,5,4)
nn.AvgPool1d({k1},{st1},{pad1},{b},{b})|{f}(2,3,7)
nn.AvgPool2d({k},{st},{pad1},{b},{b},{mb})|{f}(2,3,6,7)
nn.AvgPool3d({k1},{st1},{pad1},{b},{b})|{f}(1,2,4,5,4)
nn.LPPool1d({n},{k1},{st1},{b})|{f}(2,3,7)
nn.LPPool2d({n},{k1},{st1},{b})|{f}(2,3,7,6)
nn.AdaptiveAvgPool3d({n})|{f}(1,2,4,5,4)
nn.AdaptiveMaxPool2d({n},{b})|{f}(2,3,6,7)
nn.AdaptiveMaxPool3d({n},{b})|{f}(1,2,4,5,4)
nn.Fold((4,5),{k1},{dil},{pad1},{st1})|{f}(1,4,12)
nn.Unfold({k1},{dil},{pad1},{st1})|{f}(1,2,5,6)
nn.ReflectionPad3d({n})|{f}(1,2,4,5,4)
nn.ReplicationPad3d({n})|{f}(1,2,4,5,4)
nn.ConstantPad3d({n},0.5)|{f}(1,2,4,5,4)
nn.Upsample(scale_factor={st1},mode={mode})|{f}(1,2,4)
nn.Upsample(scale_factor={st1},mode={mode},align_corners={b})|{f}(1,2,4,3)
nn.Upsample(size=5,mode={mode})|{f}(1,2,3,4,2)
nn.PixelShuffle({n})|{f}(1,4,2,3)
nn.PixelUnshuffle({n})|{f}(1,2,4,6)'''.split('\n')
RECURRENT = '''nn.RNN(3,{h},{layers},nonlinearity='relu',bidirectional={b},batch_first={b},bias={b})|{f}(2,4,3)
nn.RNN(3,{h},{layers},bidirectional={b})|{f}(4,3)
nn.LSTM(3,{h},{layers},bidirectional={b},batch_first={b},bias={b})|{f}(2,4,3)
nn.LSTM(3,3,{layers},bidirectional={b},proj_size={n})|{f}(2,4,3)
nn.LSTM(3,{h})|{f}(2,4,3)|({f}(1,4,2),{f}(1,4,2))
nn.GRU(3,{h},{layers},bidirectional={b},batch_first={b},bias={b})|{f}(2,4,3)
nn.GRU(3,2)|{f}(2,4,3)|{f}(1,4,2,k=1)
nn.GRU(3,{h})|{f}(2,4,5)
nn.RNNCell(3,{h},bias={b})|{f}(4,3)
nn.RNNCell(3,2,nonlinearity='relu')|{f}(4,3)|{f}(4,2)
nn.LSTMCell(3,{h},bias={b})|{f}(4,3)
nn.GRUCell(3,{h})|{f}(4,3)
nn.GRUCell(3,2)|{f}(3)
nn.Embedding(5,3,padding_idx={n0})|ids(2,3)
nn.Embedding(5,3,max_norm={mb},norm_type={n},scale_grad_by_freq={b})|ids(2,3)
nn.Embedding(2,3)|ids(2,3)
nn.EmbeddingBag(5,3,mode='sum')|ids(2,3)
nn.EmbeddingBag(5,3,mode='max')|ids(2,3)
nn.EmbeddingBag(5,3,mode='mean',include_last_offset={b})|ids(6)|torch.tensor([0,2,6])
nn.MultiheadAttention(4,{g},bias={b},batch_first={b})|{f}(2,3,4)|{f}(2,3,4,k=1)|{f}(2,3,4,k=2)
nn.MultiheadAttention(4,2,add_bias_kv={b},add_zero_attn={b})|f32(2,3,4)|f32(2,3,4,k=1)|f32(2,3,4,k=2)
nn.MultiheadAttention(4,2,kdim=3,vdim=2)|f32(2,3,4)|f32(2,3,3,k=1)|f32(2,3,2,k=2)
nn.TransformerEncoderLayer(4,2,3,0.0,{act},batch_first={b},norm_first={b})|f32(2,3,4)
nn.TransformerDecoderLayer(4,2,3,0.0,{act},batch_first={b},norm_first={b})|f32(2,3,4)|f32(2,3,4,k=1)
nn.TransformerEncoder(nn.TransformerEncoderLayer(4,2,3,0.0),{layers})|f32(2,3,4)
nn.Transformer(4,2,1,1,3,0.0)|f32(2,3,4)|f32(2,3,4,k=1)'''.split('\n')
FUNCTIONALS = '''F.pad|{f}{N}|{padding}|mode={padmode}
F.pad|{f}{N}|{padding}|value={a}
F.interpolate|{f}(1,2,4,3)|size={n}|mode={mode}
F.interpolate|{f}(1,2,4,3)|scale_factor={st}|mode={mode}|align_corners={b}
F.interpolate|{f}(1,2,4)|scale_factor=1.5|mode={mode}|recompute_scale_factor={b}
F.grid_sample|{f}(1,2,4,3)|{f}(1,2,3,2,k=1)|mode={gm}|padding_mode={gp}|align_corners={b}
F.grid_sample|{f}(1,2,3,4,3)|{f}(1,2,2,3,3,k=1)|mode={gm}|padding_mode={gp}|align_corners={b}
F.affine_grid|{f}(1,2,3)|(1,2,3,4)|align_corners={b}
F.normalize|{f}{N}|p={n}|dim={dim}
F.one_hot|ids(2,3)|{n}
F.cosine_similarity|{f}(2,3)|{f}(2,3,k=1)|dim={dim}
F.pairwise_distance|{f}(2,3)|{f}(2,3,k=1)|p={n}|keepdim={b}
F.pdist|{f}(4,3)|p={n}
F.glu|{f}(2,4)|dim={dim}
F.softmax|{f}{N}|dim={dim}
F.gumbel_softmax|{f}(2,3)|tau=0
F.layer_norm|{f}{N}|(4,)
F.group_norm|{f}(2,4,3)|{n}
F.instance_norm|{f}(2,3,4)
F.batch_norm|{f}(4,3)|torch.zeros(3)|torch.ones(3)|training={b}
F.local_response_norm|{f}(1,4,3)|{n}
F.linear|{f}(2,3)|{f}(4,3,k=1)|{f}(4,k=2)
F.bilinear|{f}(2,3)|{f}(2,2)|{f}(4,3,2)|{f}(4)
F.embedding|ids(2,3)|{f}(4,2)
F.conv2d|{f}(1,2,4,4)|{f}(2,2,2,2)|None|{st}|{pad}|{dil}
F.conv_transpose2d|{f}(1,2,4,4)|{f}(2,2,2,2)|stride={st}|padding={pad1}|output_padding={n0}
F.conv_tbc|{f}(4,2,3)|{f}(2,3,2)|{f}(2)
F.max_pool2d|{f}(1,2,5,5)|{k}|stride={st}|return_indices={b}
F.avg_pool2d|{f}(1,2,5,5)|{k}|stride={st}|divisor_override={n}
F.max_unpool2d|{f}(1,1,2,2)|torch.tensor([[[[0,3],[8,11]]]])|2
F.lp_pool2d|{f}(1,2,4,4)|{n}|2
F.unfold|{f}(1,2,4,4)|{k1}|padding={pad1}
F.threshold|{f}(2,3)|0.1|{a}
F.multi_head_attention_forward|{f}(2,3,4)
F.logsigmoid|{f}(2,3)
F.rrelu|{f}(2,3)|0.2|0.2
F.dropout|{f}(2,3)|p={a}|training=False
F.fractional_max_pool2d|{f}(1,2,5,5)|2|output_size=2|_random_samples=torch.full((1,2,2),0.4)
F.poisson_nll_loss|{f}(2,3)|{f}(2,3)|foo=1
torch.stft|{f}(16)|8|hop_length={k1}|center={b}|onesided={b}|normalized={b}|return_complex=True|pad_mode={padmode}
torch.stft|{f}(2,16)|8|window=torch.hann_window(8)|return_complex=False
torch.istft|torch.complex(f32(5,4),f32(5,4,k=1))|8|center={b}|normalized={b}|window=torch.hann_window(8)
torch.fft.fft|{f}{N}|n={n}|dim={dim}|norm={norm}
torch.fft.rfft|{f}{N}|norm={norm}
torch.fft.irfft|{f}(2,3)|n=4|norm={norm}
torch.fft.fft2|{f}{N}|norm={norm}
torch.fft.hfft|{f}(2,3)|n={n}
torch.fft.ihfft|{f}(2,3)|norm={norm}
torch.fft.fftshift|{f}{N}
torch.fft.fftfreq|{n}|0.5
torch.linalg.{lin}|{f}(3,3)
torch.linalg.{lin}|{f}(2,3)
torch.linalg.{lin}|{f}(2,2,2)
torch.linalg.qr|{f}{M}
torch.linalg.{lin2}|{f}(3,3)+3*torch.eye(3)|{f}(3,2,k=1)
torch.linalg.norm|{f}(2,3)|{ord}|dim={dim}|keepdim={b}
torch.linalg.matrix_norm|{f}(2,3)|{ord}
torch.linalg.vector_norm|{f}(2,3)|{a}|dim={dim}
torch.linalg.cond|{f}(3,3)+3*torch.eye(3)|{ord}
torch.linalg.matrix_power|{f}(3,3)|{n}
torch.nn.utils.clip_grad_norm_|{f}(3)|1.0
nn.utils.rnn.pad_sequence|[f32(2,3),f32(4,3)]|batch_first={b}|padding_value={a}
nn.utils.rnn.pack_padded_sequence|{f}(4,2,3)|[4,2]
nn.utils.rnn.pack_padded_sequence|{f}(2,4,3)|torch.tensor([2,4])|batch_first=True|enforce_sorted={b}'''.split('\n')
# qr apart: of {f}(3,3), which is singular, its gradient is rounding errors divided by rounding errors
CHOICES['M'] = ['(2,3)', '(3,2)', '(2,2,2)', '(3,3)+3*torch.eye(3)']
CHOICES['lin'] = 'det slogdet inv pinv eigvalsh svdvals matrix_rank cholesky lu_factor matrix_exp eigvals cross inv_ex cholesky_ex ldl_factor tensorinv vander diagonal lu'.split()
CHOICES['lin2'] = 'solve lstsq solve_triangular multi_dot tensorsolve householder_product vecdot cross lu_solve ldl_solve'.split()
CHOICES['ord'] = ["'fro'", "'nuc'", '1', '2', '-1', '-2', 'float("inf")', '0', "'x'", '3', 'None']


def expand(p, text):
    while True:
        m = re.search(r'\{(\w+)\}', text)
        if not m:
            return text
        text = text[:m.start()] + p.pick(CHOICES[m.group(1)]) + text[m.end():]


def cases(name, templates, module):
    def topic(p):
        for _ in range(6):
            text = expand(p, p.pick(templates))
            parts = text.split('|')
            if not module:
                p.add(parts[0], f"call({', '.join(parts)})")
            else:
                p.add(re.split(r'\(', parts[0])[0], f"run({', '.join(parts)})")
    return topic


def activations(p):
    for _ in range(6):
        m = expand(p, p.pick(ACTIVATIONS))
        x = expand(p, p.pick(['{f}(2,3,4)', '{f}(3,4)', '{f}(2,3,4,4)', '{f}(4)', '{f}(1,4,2,2)', 'ids(2,3)', '{f}(0,3,4)']))
        if 'Shuffle' in m and '(0,' in x:    # PyTorch's forget the shape of nothing, or turn it into their own result
            continue
        p.add(m.split('(')[0], f'run({m}, {x})')
        if p.chance(0.1):
            p.add('repr ' + m.split('(')[0], f'repr({m})')


def second(p):
    """Second derivatives through layers."""
    for _ in range(4):
        text = expand(p, p.pick(['nn.Conv2d(4,4,{k},{st},{pad1},{dil},{g})|f64(1,4,5,5)', 'nn.ConvTranspose2d(4,4,{k1},{st1},{pad1},0,{g})|f64(1,4,3,3)', 'nn.LSTM(3,2,{layers},bidirectional={b})|f64(2,2,3)', 'nn.GRU(3,2)|f64(2,2,3)',
                                 'nn.RNN(3,2)|f64(2,2,3)', 'nn.LayerNorm(4)|f64(3,4)', 'nn.BatchNorm1d(3)|f64(4,3)', 'nn.Linear(3,2)|f64(4,3)', 'nn.MaxPool2d(2)|f64(1,2,4,4)', 'nn.AvgPool2d(2)|f64(1,2,4,4)', 'nn.GroupNorm(2,4)|f64(2,4,3)',
                                 'nn.Embedding(5,3)|ids(2,3)', 'nn.GELU()|f64(3)', 'nn.Softplus()|f64(3)', 'nn.InstanceNorm1d(3)|f64(2,3,4)', 'nn.MultiheadAttention(4,2)|f64(2,1,4)|f64(2,1,4)|f64(2,1,4)', 'nn.Upsample(scale_factor=2,mode="bilinear")|f64(1,2,3,3)']))
        parts = text.split('|')
        p.add('second ' + parts[0].split('(')[0], f'm = fill({parts[0]}).double()', f"xs = [{', '.join(parts[1:])}]", 'xs = [x.requires_grad_() if x.is_floating_point() else x for x in xs]',
              'out = m(*xs)', 'out = out[0] if isinstance(out, tuple) else out', 'leaves = [x for x in xs if x.requires_grad] + list(m.parameters())',
              'g = torch.autograd.grad((out * out).sum(), leaves, create_graph=True, allow_unused=True)', 'z = sum((t * t).sum() for t in g if t is not None)', '[out, torch.autograd.grad(z, leaves, allow_unused=True)]')


TOPICS = {'activations': activations, 'losses': cases('losses', LOSSES, True), 'conv': cases('conv', CONV, True), 'recurrent': cases('recurrent', RECURRENT, True),
          'functionals': cases('functionals', FUNCTIONALS, False), 'second': second}
