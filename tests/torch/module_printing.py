"""How every layer prints, and its state's names and shapes."""
import torch
from torch import nn

torch.manual_seed(0)
layers = [
    nn.Identity(), nn.Linear(2, 3), nn.Linear(2, 3, bias=False), nn.Bilinear(2, 3, 4), nn.LazyLinear(3),
    nn.Conv1d(2, 4, 3), nn.Conv2d(2, 4, (3, 5), stride=2, padding=1, dilation=2, groups=2, bias=False), nn.Conv3d(1, 2, 2, padding_mode='reflect'),
    nn.Conv2d(2, 4, 3, padding='same'), nn.ConvTranspose1d(2, 4, 3, output_padding=1, stride=2), nn.ConvTranspose2d(2, 4, 3), nn.ConvTranspose3d(2, 4, 3),
    nn.LazyConv2d(4, 3),
    nn.BatchNorm1d(3), nn.BatchNorm2d(3, affine=False), nn.BatchNorm3d(3, momentum=None, track_running_stats=False), nn.LazyBatchNorm2d(),
    nn.InstanceNorm1d(3), nn.InstanceNorm2d(3, affine=True), nn.InstanceNorm3d(3, track_running_stats=True), nn.LayerNorm(4), nn.LayerNorm([2, 3], elementwise_affine=False),
    nn.GroupNorm(2, 4), nn.LocalResponseNorm(2), nn.CrossMapLRN2d(2), nn.SyncBatchNorm(3),
    nn.Embedding(5, 2), nn.Embedding(5, 2, padding_idx=-1, max_norm=1.0, norm_type=1.0, scale_grad_by_freq=True), nn.EmbeddingBag(5, 2), nn.EmbeddingBag(5, 2, mode='sum', padding_idx=1),
    nn.Dropout(), nn.Dropout1d(0.1), nn.Dropout2d(0.2, inplace=True), nn.Dropout3d(), nn.AlphaDropout(), nn.FeatureAlphaDropout(),
    nn.Flatten(), nn.Unflatten(1, (2, 3)), nn.Unflatten('a', (('b', 2), ('c', 3))), nn.ReflectionPad1d(1), nn.ReflectionPad2d((1, 2, 3, 4)), nn.ReflectionPad3d(1), nn.ReplicationPad1d(1), nn.ReplicationPad2d(1),
    nn.ReplicationPad3d(2), nn.ZeroPad2d(1), nn.ConstantPad1d(1, 2.0), nn.ConstantPad2d(1, 3), nn.ConstantPad3d(1, 0.5),
    nn.MaxPool1d(2), nn.MaxPool2d(3, 2, 1), nn.MaxPool3d((1, 2, 2)), nn.AvgPool1d(2), nn.AvgPool2d(3, stride=2), nn.AvgPool3d(2), nn.LPPool1d(2, 3), nn.LPPool2d(1.2, 3, stride=2),
    nn.AdaptiveAvgPool1d(3), nn.AdaptiveAvgPool2d((1, None)), nn.AdaptiveAvgPool3d(2), nn.AdaptiveMaxPool1d(3), nn.AdaptiveMaxPool2d((1, 2)), nn.AdaptiveMaxPool3d(2),
    nn.MaxUnpool1d(2), nn.MaxUnpool2d(2, stride=1), nn.MaxUnpool3d((1, 2, 2)), nn.Fold((4, 5), 2), nn.Unfold(3, padding=1),
    nn.Upsample(scale_factor=2), nn.Upsample(size=(3, 4), mode='bilinear'), nn.Upsample(scale_factor=(2, 3)), nn.UpsamplingNearest2d(scale_factor=2), nn.UpsamplingBilinear2d(size=4),
    nn.PixelShuffle(2), nn.PixelUnshuffle(2), nn.ChannelShuffle(2), nn.CosineSimilarity(), nn.PairwiseDistance(),
    nn.ReLU(), nn.ReLU(True), nn.ReLU6(), nn.Sigmoid(), nn.Tanh(), nn.Softplus(), nn.GELU(), nn.GELU('tanh'), nn.SiLU(), nn.Mish(), nn.ELU(), nn.CELU(0.5, True), nn.SELU(), nn.LeakyReLU(0.2),
    nn.LeakyReLU(0.1, inplace=True), nn.RReLU(), nn.Hardtanh(), nn.Hardtanh(-2, 2, inplace=True), nn.Hardsigmoid(), nn.Hardswish(), nn.Softshrink(), nn.Hardshrink(), nn.Threshold(0.1, 20), nn.LogSigmoid(), nn.Softsign(),
    nn.Tanhshrink(), nn.GLU(), nn.Softmax(dim=1), nn.LogSoftmax(1), nn.Softmin(0), nn.Softmax2d(), nn.PReLU(), nn.PReLU(3),
    nn.MultiheadAttention(4, 2), nn.MultiheadAttention(4, 2, kdim=3, vdim=5, add_bias_kv=True, batch_first=True),
    nn.RNN(2, 3), nn.RNN(2, 3, 2, nonlinearity='relu', bidirectional=True, dropout=0.1), nn.LSTM(2, 3, batch_first=True), nn.GRU(2, 3, bias=False), nn.RNNCell(2, 3), nn.LSTMCell(2, 3), nn.GRUCell(2, 3, bias=False), nn.RNNCell(2, 3, nonlinearity='relu'),
    nn.TransformerEncoderLayer(4, 2, 8), nn.TransformerDecoderLayer(4, 2, 8, norm_first=True), nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 2, nn.LayerNorm(4)), nn.Transformer(4, 2, 1, 1, 8),
    nn.L1Loss(), nn.MSELoss(), nn.SmoothL1Loss(), nn.HuberLoss(), nn.NLLLoss(), nn.CrossEntropyLoss(torch.ones(3)), nn.BCELoss(), nn.BCEWithLogitsLoss(), nn.KLDivLoss(), nn.PoissonNLLLoss(), nn.GaussianNLLLoss(),
    nn.MarginRankingLoss(), nn.HingeEmbeddingLoss(), nn.CosineEmbeddingLoss(), nn.SoftMarginLoss(), nn.TripletMarginLoss(), nn.TripletMarginWithDistanceLoss(), nn.MultiLabelMarginLoss(), nn.MultiLabelSoftMarginLoss(), nn.MultiMarginLoss(), nn.CTCLoss(),
    nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10]), nn.DataParallel(nn.Linear(1, 1)),
    nn.Sequential(nn.Linear(1, 2), nn.Sequential(nn.ReLU(), nn.Linear(2, 1))), nn.ModuleList([nn.Linear(1, 2), nn.ReLU()]), nn.ModuleDict({'a': nn.Linear(1, 2), 'b': nn.ModuleList()}),
    nn.ParameterList([nn.Parameter(torch.ones(2)), nn.Parameter(torch.zeros(2, 3))]), nn.ParameterDict({'x': nn.Parameter(torch.ones(2))}), nn.Sequential(), nn.ModuleList([nn.Linear(2, 2) for _ in range(3)]),
]
for layer in layers:
    print(layer)
    print(type(layer).__module__, [(k, tuple(v.shape)) for k, v in layer.state_dict().items() if 'Uninitialized' not in type(v).__name__])
