# torch.nn.functional: every name of the table and the composed functions.
from _harness import Cases
from _rows import rows

cases = Cases('networks')
FLOATS = ['f64', 'f32', 'bf16', 'i64']
T = '''
softmax: x, 1 | x, 0 | B, 1 | x, -1, dtype=torch.float64
log_softmax: x, 1 | x, 0 | B, 1
softmin: x, 1
linear: x, m[:, :0].new_ones(2, 4) | x, y | x, y, q | B, y | r, y, q
conv1d: seq, seq[:, :, :3] | seq, seq[:, :, :3], r[:2] | seq, seq[:, :, :3], None, 2, 1 | seq, seq[:, :2, :2], None, 1, 0, 2, 2 | seq, seq[:, :, :3], None, 1, 'same'
conv2d: img, ker | img, ker, r[:2] | img, ker, None, 2, 1 | img, ker, None, 1, (2, 1), 2 | img, ker[:, :2], None, 1, 1, 1, 2 | img, ker, None, 1, 'valid' | img[0], ker
conv3d: vol, vol[..., :2, :2, :2] | vol, vol[..., :2, :2, :2], None, 2, 1
conv_transpose1d: seq, seq.transpose(0, 1)[:, :, :3] | seq, seq.transpose(0, 1)[:, :, :3], None, 2, 1, 1
conv_transpose2d: img, img.transpose(0, 1)[:, :, :3, :3] | img, img.transpose(0, 1)[:, :, :2, :3], None, 2, (1, 0), (1, 0) | img, img[:, :1, :3, :3].reshape(2, 1, 3, 3).repeat(2, 1, 1, 1), None, 1, 0, 0, 2
conv_transpose3d: vol, vol.transpose(0, 1)[..., :2, :2, :2]
max_pool1d: seq, 2 | seq, 3, 2, 1 | seq, 3, return_indices=True
max_pool2d: img, 2 | img, 3, 2, 1 | img, (3, 2), stride=1, dilation=2 | img, 3, 2, ceil_mode=True | img, 2, return_indices=True
max_pool3d: vol, 2
avg_pool1d: seq, 2 | seq, 3, 2, 1 | seq, 3, 2, 1, True, False
avg_pool2d: img, 2 | img, 3, 2, 1 | img, 3, 2, 1, True, False | img, 2, divisor_override=3
avg_pool3d: vol, 2
lp_pool1d: seq.abs(), 2, 2
lp_pool2d: img.abs(), 2, 2
adaptive_avg_pool1d: seq, 3 | seq, 1
adaptive_avg_pool2d: img, 3 | img, (4, None)
adaptive_avg_pool3d: vol, 2
adaptive_max_pool1d: seq, 3
adaptive_max_pool2d: img, 4 | img, 3, return_indices=True
adaptive_max_pool3d: vol, 2
max_unpool1d: *F.max_pool1d(seq, 2, return_indices=True), 2
max_unpool2d: *F.max_pool2d(img, 2, return_indices=True), 2
batch_norm: img, None, None, training=True | img, r * 0, r * 0 + 1 | img, None, None, r, r + 1, True | x, r * 0, r * 0 + 1, r, r
instance_norm: img | img, None, None, r, r + 1
layer_norm: x, (4,) | B, (3, 4), x, y | x, (4,), r, r, 0.1
group_norm: img, 2 | img, 4, r, r + 1
local_response_norm: img, 2 | img, 3, 0.1, 0.5, 2.0
normalize: x | x, 1, 0 | x, 3, 1
embedding: k, x[:, :2].repeat(2, 1) | idx, x, 2 | k, x
embedding_bag: k, x | k, x, mode='sum' | k, x, mode='max' | k.reshape(-1), x, torch.tensor([0, 5]), mode='mean' | k, x, None, None, 2, False, 'sum', False, y
one_hot: k | k, 4
mse_loss: x, y | x, y, reduction='sum' | x, y, reduction='none'
l1_loss: x, y | x, y, reduction='sum' | x, y, reduction='none'
smooth_l1_loss: x, y | x, y, beta=0.5 | x, y, reduction='none'
huber_loss: x, y | x, y, delta=0.5 | x, y, reduction='sum'
nll_loss: x, cls | x, cls, r.abs() | x, cls, ignore_index=0 | x, cls, reduction='none' | x, cls, r.abs(), reduction='sum'
cross_entropy: x, cls | x, cls, r.abs() | x, cls, label_smoothing=0.1 | x, y.softmax(1) | x, cls, ignore_index=3, reduction='none' | B, torch.tensor([[0, 1, 2, 0], [1, 1, 0, 2]]) | x, cls, r.abs(), label_smoothing=0.2
binary_cross_entropy: x.sigmoid(), y.sigmoid() | x.sigmoid(), y.sigmoid(), r.abs() | x.sigmoid(), y.sigmoid(), reduction='none'
binary_cross_entropy_with_logits: x, y.sigmoid() | x, y.sigmoid(), r.abs() | x, y.sigmoid(), pos_weight=r.abs(), reduction='sum'
kl_div: x, y.softmax(1) | x, y, log_target=True, reduction='batchmean' | x, y.softmax(1), reduction='sum'
poisson_nll_loss: x, y.abs() | x.abs(), y.abs(), False, True | x, y.abs(), reduction='none'
gaussian_nll_loss: x, y, z.abs() | x, y, z.abs(), True, reduction='sum'
hinge_embedding_loss: x, y.sign() | x, y.sign(), 0.5
margin_ranking_loss: x, y, z.sign() | x, y, z.sign(), 0.5, reduction='sum'
cosine_embedding_loss: x, y, q.sign() | x, y, q.sign(), 0.3
triplet_margin_loss: x, y, z | x, y, z, 0.5, 1 | x, y, z, swap=True
triplet_margin_with_distance_loss: x, y, z
multi_margin_loss: x, cls | x, cls, 2, 0.5, r.abs()
multilabel_margin_loss: x, k.new_tensor([[1, 2, -1, 0], [0, -1, 2, 1], [3, 2, 1, -1]])
multilabel_soft_margin_loss: x, y.sigmoid() | x, y.sigmoid(), r.abs()
soft_margin_loss: x, y.sign() | x, y.sign(), reduction='none'
ctc_loss: B.transpose(0, 1).log_softmax(2), torch.tensor([[1, 2], [3, 1]]), torch.tensor([3, 3]), torch.tensor([1, 2])
prelu: x, e.reshape(1) | x, r
glu: x | x, 1 | m, 0
interpolate: img, 8 | img, scale_factor=2 | img, (3, 4), mode='bilinear' | img, scale_factor=1.5, mode='bilinear', align_corners=True | seq, 12, mode='linear' | img, (7, 5), mode='bicubic' | img, (3, 4), mode='area' | vol, (3, 4, 6), mode='trilinear' | img, (7, 5), mode='nearest-exact' | img, (4, 3), mode='bilinear', antialias=True | seq, 5 | vol, 3
upsample: img, scale_factor=2
pad: x, (1, 2) | img, (1, 2, 0, 1), value=2 | img, (1, 2, 2, 1), mode='reflect' | img, (1, 2, 0, 1), mode='replicate' | img, (1, 2, 0, 1), mode='circular' | seq, (2, 1), mode='reflect' | vol, (1, 1, 0, 2, 1, 0), mode='replicate' | vol, (1, 1, 0, 2, 1, 0), mode='reflect'
pixel_shuffle: img, 2
pixel_unshuffle: img, 2
channel_shuffle: img, 2
fold: C.repeat(1, 2, 2)[:, :, :5].reshape(2, 8, 5)[:, :8, :4], (3, 3), (2, 2)
unfold: img, 3 | img, (2, 3), 1, 1, 2
grid_sample: img, B[:, :, :2].reshape(2, 3, 1, 2) | img, B[:, :, :2].reshape(2, 3, 1, 2), 'nearest' | img, B[:, :, :2].reshape(2, 3, 1, 2), 'bilinear', 'border', True | img, B[:, :, :2].reshape(2, 3, 1, 2), 'bilinear', 'reflection' | img, B[:, :, :2].reshape(2, 3, 1, 2), 'bicubic'
affine_grid: B[:, :2, :3], (2, 1, 3, 4) | B[:, :2, :3], (2, 1, 3, 4), True
bilinear: x, y, C[:, :, :1].expand(2, 4, 4).contiguous()
cosine_similarity: x, y | x, y, 0 | B, x, -1
pairwise_distance: x, y | x, y, 1 | x, y, 2, 1e-6, True
pdist: x | x, 1.0
relu6: x
selu: x
celu: x | x, 0.5
rrelu: x
logsigmoid: x
tanhshrink: x
softsign: x
elu: x, 0.5
hardtanh: x
scaled_dot_product: x
dropout: x, 0.5, False
feature_alpha_dropout: x, 0.5, False
alpha_dropout: x, 0.5, False
dropout2d: img, 0.5, False
gumbel_softmax: x * float('nan')
multi_head_attention_forward: B, B, B
relu: x
mish: x
silu: x
gelu: x
'''.replace('scaled_dot_product: x\n', '').replace('multi_head_attention_forward: B, B, B\n', '')
seen = cases.table(T, home='F', dtypes=FLOATS)
cases.table('''
softmax: x, 1 | x, 0, dtype=torch.float64
log_softmax: x, 1
''', home='torch.special', dtypes=FLOATS)
cases.done('networks')
for row in rows():
    for name, where in row.torch:
        if 'n' in where and name not in seen and row.family == 'FUNC':
            print(f'no case for {name} of row {row.name}')
