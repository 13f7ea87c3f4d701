# Twenty steps of every optimiser with its options, on several losses and modules, and every schedule: the losses on the way and the weights at the end.
import torch
from torch import nn, optim
from torch.optim import lr_scheduler as S

torch.set_default_dtype(torch.float64)   # in single precision rounding grows to the fifth digit within twenty steps
X = torch.tensor([[((i * 7 + j * 3) % 11) / 11 - 0.5 for j in range(4)] for i in range(12)])
Y = (X.sum(1, keepdim=True) > 0).double() + 0.25 * X[:, :1]
CLASSES = torch.tensor([i % 3 for i in range(12)])


def weights(model):
    return [round(p.detach().double().sum().item(), 5) for p in model.parameters()]


def train(name, make_model, make_optimizer, loss_of, steps=20):
    torch.manual_seed(1)
    model = make_model()
    opt = make_optimizer(model.parameters())
    losses = []
    for _ in range(steps):
        def closure():
            opt.zero_grad()
            loss = loss_of(model)
            loss.backward()
            return loss
        losses.append(round(float(opt.step(closure)), 5))
    print(name, losses[0], losses[len(losses) // 2], losses[-1], weights(model))


mlp = lambda: nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 1))
mse = lambda m: nn.functional.mse_loss(m(X), Y)
for name, make in {
        'SGD': lambda p: optim.SGD(p, 0.1), 'SGD momentum': lambda p: optim.SGD(p, 0.05, momentum=0.9, weight_decay=0.01),
        'SGD nesterov': lambda p: optim.SGD(p, 0.05, momentum=0.9, nesterov=True), 'SGD dampening': lambda p: optim.SGD(p, 0.1, momentum=0.5, dampening=0.3, maximize=False),
        'Adam': lambda p: optim.Adam(p, 0.05), 'Adam amsgrad': lambda p: optim.Adam(p, 0.05, betas=(0.8, 0.9), amsgrad=True, weight_decay=0.02),
        'AdamW': lambda p: optim.AdamW(p, 0.05), 'AdamW options': lambda p: optim.AdamW(p, 0.05, weight_decay=0.1, amsgrad=True, eps=1e-4),
        'Adagrad': lambda p: optim.Adagrad(p, 0.1, lr_decay=0.01, initial_accumulator_value=0.1), 'Adadelta': lambda p: optim.Adadelta(p, 1.0, rho=0.8),
        'Adamax': lambda p: optim.Adamax(p, 0.05), 'NAdam': lambda p: optim.NAdam(p, 0.05, momentum_decay=0.01), 'RAdam': lambda p: optim.RAdam(p, 0.05, weight_decay=0.01),
        'RMSprop': lambda p: optim.RMSprop(p, 0.02), 'RMSprop centered': lambda p: optim.RMSprop(p, 0.02, centered=True, momentum=0.5, alpha=0.9),
        'Rprop': lambda p: optim.Rprop(p, 0.01), 'ASGD': lambda p: optim.ASGD(p, 0.1, t0=5), 'LBFGS': lambda p: optim.LBFGS(p, 0.5, max_iter=4),
        'LBFGS wolfe': lambda p: optim.LBFGS(p, 1, max_iter=3, line_search_fn='strong_wolfe'), 'maximize': lambda p: optim.Adam(p, 0.001, maximize=True)}.items():
    train(name, mlp, make, mse, 8 if 'LBFGS' in name else 20)

adam = lambda p: optim.Adam(p, 0.03)
image = X.reshape(3, 1, 4, 4)
seq = X.reshape(3, 4, 4)
cls = CLASSES[:3]
ce = nn.functional.cross_entropy


class Last(nn.Module):
    def __init__(self, rnn, n):
        super().__init__()
        self.rnn, self.head = rnn, nn.Linear(n, 3)

    def forward(self, x):
        return self.head(self.rnn(x)[0][:, -1])


for name, make, loss in (
        ('conv', lambda: nn.Sequential(nn.Conv2d(1, 3, 3, padding=1, bias=False), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(12, 3)), lambda m: ce(m(image), cls)),
        ('conv transposed', lambda: nn.Sequential(nn.ConvTranspose2d(1, 2, 2, stride=2, bias=False), nn.GroupNorm(1, 2), nn.LeakyReLU(0.1), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(32, 3)), lambda m: ce(m(image), cls)),
        ('dilated groups', lambda: nn.Sequential(nn.Conv1d(4, 8, 2, groups=2, dilation=2, bias=False), nn.InstanceNorm1d(8, affine=True), nn.GELU(), nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(8, 3)), lambda m: ce(m(seq), cls)),
        ('LSTM', lambda: Last(nn.LSTM(4, 5, 2, batch_first=True, bidirectional=True), 10), lambda m: ce(m(seq), cls)),
        ('GRU', lambda: Last(nn.GRU(4, 5, batch_first=True), 5), lambda m: ce(m(seq), cls)),
        ('RNN relu', lambda: Last(nn.RNN(4, 5, 2, nonlinearity='relu', batch_first=True), 5), lambda m: ce(m(seq), cls)),
        ('transformer', lambda: nn.Sequential(nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0, batch_first=True), nn.Flatten(), nn.Linear(16, 3)), lambda m: ce(m(seq), cls)),
        ('embedding', lambda: nn.Sequential(nn.Embedding(5, 4, padding_idx=0), nn.LayerNorm(4), nn.Flatten(), nn.Linear(8, 3)), lambda m: ce(m(torch.tensor([[0, 1], [2, 3], [4, 1]])), cls)),
        ('bag', lambda: nn.Sequential(nn.EmbeddingBag(5, 4, mode='mean'), nn.PReLU(), nn.Linear(4, 3)), lambda m: ce(m(torch.tensor([[0, 1], [2, 3], [4, 1]])), cls)),
        ('bilinear', lambda: nn.Bilinear(4, 4, 3), lambda m: nn.functional.nll_loss(m(X, X).log_softmax(1), CLASSES)),
        ('dropout', lambda: nn.Sequential(nn.Linear(4, 16), nn.Dropout(0.3), nn.ELU(), nn.Linear(16, 3)), lambda m: ce(m(X), CLASSES, label_smoothing=0.1)),
        ('activations', lambda: nn.Sequential(nn.Linear(4, 6), nn.SiLU(), nn.Hardswish(), nn.Mish(), nn.Softplus(), nn.SELU(), nn.GLU(), nn.Softsign(), nn.Linear(3, 3)), lambda m: nn.functional.multi_margin_loss(m(X), CLASSES)),
        ('huber', mlp, lambda m: nn.functional.huber_loss(m(X), Y, delta=0.2)), ('l1', mlp, lambda m: nn.functional.smooth_l1_loss(m(X), Y, beta=0.3)),
        ('bce', mlp, lambda m: nn.functional.binary_cross_entropy_with_logits(m(X), Y.clamp(0, 1), pos_weight=torch.tensor(2.))),
        ('poisson', mlp, lambda m: nn.functional.poisson_nll_loss(m(X), Y.abs())), ('kl', lambda: nn.Linear(4, 4), lambda m: nn.functional.kl_div(m(X).log_softmax(1), X.softmax(1).flip(1), reduction='batchmean')),
        ('triplet', lambda: nn.Linear(4, 3), lambda m: nn.functional.triplet_margin_loss(m(X[:4]), m(X[4:8]), m(X[8:]))),
        ('cosine', lambda: nn.Linear(4, 3), lambda m: nn.functional.cosine_embedding_loss(m(X[:6]), m(X[6:]), torch.tensor([1, -1, 1, -1, 1, -1])))):
    train(name, make, adam, loss)

schedules = {
    'StepLR': lambda o: S.StepLR(o, 3, 0.5), 'MultiStepLR': lambda o: S.MultiStepLR(o, [2, 5, 9]), 'ExponentialLR': lambda o: S.ExponentialLR(o, 0.9),
    'ConstantLR': lambda o: S.ConstantLR(o, 0.3, 4), 'LinearLR': lambda o: S.LinearLR(o, 0.2, 0.8, 6), 'PolynomialLR': lambda o: S.PolynomialLR(o, 8, 2.0),
    'CosineAnnealingLR': lambda o: S.CosineAnnealingLR(o, 7, 0.01), 'CosineAnnealingWarmRestarts': lambda o: S.CosineAnnealingWarmRestarts(o, 4, 2, 0.01),
    'LambdaLR': lambda o: S.LambdaLR(o, lambda e: 0.95 ** e), 'MultiplicativeLR': lambda o: S.MultiplicativeLR(o, lambda e: 0.97),
    'CyclicLR': lambda o: S.CyclicLR(o, 0.01, 0.2, 4, mode='triangular2'), 'CyclicLR exp': lambda o: S.CyclicLR(o, 0.01, 0.2, 3, 5, mode='exp_range', gamma=0.98),
    'OneCycleLR': lambda o: S.OneCycleLR(o, 0.5, total_steps=25), 'OneCycleLR linear': lambda o: S.OneCycleLR(o, 0.5, epochs=5, steps_per_epoch=5, anneal_strategy='linear', three_phase=True),
    'SequentialLR': lambda o: S.SequentialLR(o, [S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.9)], [5]), 'ChainedScheduler': lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.9)])}
for name, make in schedules.items():
    opt = optim.SGD([torch.zeros(1, requires_grad=True)], 0.1, momentum=0.9)
    sched = make(opt)
    rates = []
    for _ in range(20):
        opt.step()
        rates.append(float('%.5g' % opt.param_groups[0]['lr']))
        sched.step()
    print(name, rates, round(opt.param_groups[0]['momentum'], 5))
opt = optim.SGD([torch.zeros(1, requires_grad=True)], 0.1)
plateau = S.ReduceLROnPlateau(opt, factor=0.5, patience=2, threshold=0.01, cooldown=1, min_lr=0.02)
rates = []
for value in (5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2.99, 2.98, 2.98, 2.98, 2.98):
    plateau.step(value)
    rates.append(opt.param_groups[0]['lr'])
print('ReduceLROnPlateau', rates)
