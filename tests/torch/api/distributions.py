"""Distributions given by matrices, constraints and the transforms that reach them, helpers."""
import warnings

import torch
from torch.distributions import *
from torch.distributions import constraints, transforms, utils

warnings.simplefilter('ignore')
torch.set_printoptions(precision=3, sci_mode=False)
W, D, m = torch.tensor([[1., 0.5], [0., 2.], [1., -1.]]), torch.tensor([1., 2., 0.5]), torch.tensor([0., 1., 2.])
S = W @ W.T + torch.diag(D)
L = torch.linalg.cholesky(S)


def show(text):
    torch.manual_seed(0)
    try:
        value = eval(text)
    except Exception as e:
        value = type(e).__name__, str(e).split('\n')[0]
    print(text, '->', value)


for text in ("LowRankMultivariateNormal(m, W, D)", "LowRankMultivariateNormal(m, W, D).sample((2,))",
             "LowRankMultivariateNormal(m, W, D).log_prob(m + 1)", "LowRankMultivariateNormal(m, W, D).entropy()",
             "LowRankMultivariateNormal(m, W, D).covariance_matrix", "LowRankMultivariateNormal(m, W, D).precision_matrix",
             "LowRankMultivariateNormal(m, W, D).scale_tril", "LowRankMultivariateNormal(m, W, D).variance",
             "LowRankMultivariateNormal(m, W, D).mean", "LowRankMultivariateNormal(m, W, D).mode",
             "LowRankMultivariateNormal(m, W, D).expand((2,)).batch_shape", "LowRankMultivariateNormal(torch.tensor(1.0), W, D)",
             "LowRankMultivariateNormal(m, D, D)", "LowRankMultivariateNormal(m, W[:2], D)", "LowRankMultivariateNormal(m, W, D[:2])",
             "LowRankMultivariateNormal(m, W, -D)", "LowRankMultivariateNormal(m, W.expand(2, 3, 2), D).log_prob(m)",
             "kl_divergence(LowRankMultivariateNormal(m, W, D), LowRankMultivariateNormal(m + 1, W * 2, D))",
             "kl_divergence(MultivariateNormal(m, S), LowRankMultivariateNormal(m + 1, W * 2, D))",
             "kl_divergence(LowRankMultivariateNormal(m, W, D), MultivariateNormal(m + 1, S * 2))", "Wishart(torch.tensor(5.0), S)",
             "Wishart(5.0, S)", "Wishart(torch.tensor(5.0), S).sample((2,))", "Wishart(torch.tensor(5.0), S).rsample()",
             "Wishart(torch.tensor(5.0), scale_tril=L).log_prob(S)", "Wishart(torch.tensor(5.0), precision_matrix=S).log_prob(S)",
             "Wishart(torch.tensor(5.0), S).entropy()", "Wishart(torch.tensor(5.0), S).mean", "Wishart(torch.tensor(5.0), S).mode",
             "Wishart(torch.tensor(3.5), S).mode", "Wishart(torch.tensor(5.0), S).variance", "Wishart(torch.tensor(5.0), S).covariance_matrix",
             "Wishart(torch.tensor(5.0), S).precision_matrix", "Wishart(torch.tensor(5.0), S).scale_tril", "Wishart(torch.tensor(1.0), S)",
             "Wishart(torch.tensor(5.0))", "Wishart(torch.tensor(5.0), D)", "Wishart(torch.tensor([5.0, 6.0]), S).sample().shape",
             "Wishart(torch.tensor(5.0), S).expand((2,)).log_prob(S)", "Wishart(torch.tensor(5.0), -S)",
             "kl_divergence(Wishart(torch.tensor(5.0), S), Wishart(torch.tensor(6.0), S * 2)).detach()", "LKJCholesky(3)", "LKJCholesky(3, 0.5)",
             "LKJCholesky(3, 0.5).sample()", "LKJCholesky(3, torch.tensor([0.5, 2.0])).sample((2,)).shape",
             "LKJCholesky(3, 2.0).log_prob(LKJCholesky(3, 0.5).sample())", "LKJCholesky(1)", "LKJCholesky(3, -1.0)",
             "LKJCholesky(3).expand((4,)).sample().shape", "LKJCholesky(4, 1.5).log_prob(torch.eye(4))", "LKJCholesky(3).support",
             "LKJCholesky(3).log_prob(torch.eye(3) * 2)", "constraints.corr_cholesky", "constraints.corr_cholesky.check(torch.eye(3))",
             "constraints.lower_triangular.check(W)", "constraints.positive_semidefinite.check(S)",
             "constraints.cat([constraints.real, constraints.positive], 0, [1, 2]).check(torch.tensor([-1.0, 1.0, -2.0]))",
             "constraints.stack([constraints.real, constraints.positive], 0).check(torch.tensor([[-1.0, 1.0], [1.0, -2.0]]))",
             "constraints.cat([constraints.real])", "transforms.CorrCholeskyTransform()(torch.tensor([0.1, 0.2, -0.3]))",
             "transforms.CorrCholeskyTransform().inv(transforms.CorrCholeskyTransform()(torch.tensor([0.1, 0.2, -0.3])))",
             "transforms.CorrCholeskyTransform().log_abs_det_jacobian(torch.tensor([0.1, 0.2, -0.3]), transforms.CorrCholeskyTransform()(torch.tensor([0.1, 0.2, -0.3])))",
             "transforms.CorrCholeskyTransform().forward_shape((2, 3))", "transforms.CorrCholeskyTransform().inverse_shape((2, 3, 3))",
             "transforms.CorrCholeskyTransform().forward_shape((2, 4))", "transforms.CorrCholeskyTransform().inverse_shape((2, 3))",
             "transforms.CorrCholeskyTransform()(torch.ones(4))", "biject_to(constraints.positive)", "biject_to(constraints.simplex)",
             "transform_to(constraints.simplex)", "biject_to(constraints.interval(0.0, 2.0))", "biject_to(constraints.unit_interval)",
             "biject_to(constraints.greater_than(1.0))", "biject_to(constraints.less_than(1.0))", "biject_to(constraints.real)",
             "biject_to(constraints.lower_cholesky)", "transform_to(constraints.lower_cholesky)", "biject_to(constraints.corr_cholesky)",
             "biject_to(constraints.independent(constraints.positive, 1))", "biject_to(constraints.boolean)",
             "transform_to(constraints.positive_definite)", "transform_to(constraints.positive_definite)(torch.ones(2, 2))",
             "biject_to(constraints.half_open_interval(0.0, 1.0))",
             "biject_to(constraints.cat([constraints.real, constraints.positive], 0, [1, 2]))(torch.ones(3))",
             "biject_to(constraints.stack([constraints.real, constraints.positive], 0))(torch.ones(2, 2))",
             "transform_to(Normal.arg_constraints['scale'])", "biject_to(3)", "biject_to(constraints.nonnegative)",
             "utils.broadcast_all(1, torch.ones(2))", "utils.broadcast_all('a')", "utils.logits_to_probs(D)",
             "utils.probs_to_logits(torch.tensor([0.2, 0.8]), True)", "utils.clamp_probs(torch.tensor([0.0, 1.0]))",
             "utils.vec_to_tril_matrix(torch.arange(6.0))", "utils.tril_matrix_to_vec(S)", "utils.tril_matrix_to_vec(S, -1)",
             "utils.vec_to_tril_matrix(torch.arange(3.0), -1)", "utils.vec_to_tril_matrix(torch.arange(4.0))", "utils.tril_matrix_to_vec(S, 5)",
             "utils.euler_constant"):
    show(text)
