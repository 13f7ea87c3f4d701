"""Functions of torch that few scripts name: copies of views, in-place forms, what lies below torch.nn."""
import warnings

import torch

warnings.simplefilter('ignore')


def show(text):
    torch.manual_seed(0)
    x = torch.arange(6.).reshape(2, 3)
    try:
        value = eval(text)
    except Exception as e:
        value = type(e).__name__, str(e)
    print(text, '->', value)


for text in ("x.as_strided_((2, 2), (1, 2))", "x.as_strided_scatter(torch.ones(2, 2), (2, 2), (1, 2), 1)",
             "torch.as_strided_scatter(x, torch.ones(2, 2), (2, 2), (1, 2))", "torch.as_strided_(x, (2,), (1,))",
             "type(x.as_subclass(torch.nn.Parameter))", "x.index_reduce(0, torch.tensor([0, 0]), torch.ones(2, 3) * 2, 'prod')",
             "x.index_reduce_(0, torch.tensor([1, 0]), torch.ones(2, 3), 'mean', include_self=False)",
             "x.index_reduce(0, torch.tensor([1, 1]), x, 'amax')", "x.index_reduce(1, torch.tensor([1, 1, 0]), x, 'amin')",
             "torch.index_reduce(x, 0, torch.tensor([1, 1]), x, 'sum')", "x.index_reduce(0, torch.tensor([1]), x, 'amax')",
             "(x.is_cpu, x.is_ipu, x.is_xpu, x.is_vulkan, x.is_ort, x.is_sparse_csr, x.is_sparse, x.is_quantized, x.is_meta, x.is_mps, x.is_mkldnn)",
             "x.map2_(x, x, lambda a, b, c: a + b * c)", "x.new_empty_strided((2, 3), (1, 2)).stride()", "x.resize(3, 2)",
             "x.resize_as(torch.ones(3, 2))", "x.record_stream(None)", "x.volatile", "x.lstsq(x)", "x.eig()", "x.solve(x)", "x.dequantize()",
             "x.ipu()", "x.xpu()", "x.names", "x.smm(x)", "x.sspaddmm(x, x)", "torch.fill(x, 3)", "torch.fill(x, torch.tensor(2))",
             "torch.view_copy(x, (3, 2))", "torch.t_copy(x)", "torch.split_copy(x, 1)", "torch.unbind_copy(x)", "torch.select_copy(x, 0, 1)",
             "torch.slice_copy(x, 0, 0, 1)", "torch.expand_copy(x, (2, 2, 3)).shape", "torch.permute_copy(x, (1, 0))", "torch.squeeze_copy(x[None])",
             "torch.unsqueeze_copy(x, 0)", "torch.diagonal_copy(x)", "torch.transpose_copy(x, 0, 1)", "torch.unfold_copy(x, 1, 2, 1)",
             "torch.alias_copy(x)", "torch.as_strided_copy(x, (2,), (1,))", "torch.view_as_real_copy(x.to(torch.cfloat)).shape",
             "torch.view_as_complex_copy(torch.ones(3, 2))", "torch.split_with_sizes_copy(x, [1, 1])", "torch.dropout_(x, 0.5, True)",
             "torch.alpha_dropout_(x, 0.5, True)", "torch.feature_dropout_(x, 0.5, True)", "torch.feature_alpha_dropout_(x, 0.5, True)",
             "torch.embedding(x, torch.tensor([1, 0]))", "torch.embedding_renorm_(x, torch.tensor([1, 0]), 2.0, 2.0)",
             "torch.grid_sampler(x[None, None], torch.zeros(1, 1, 1, 2), 0, 0, False)",
             "torch.grid_sampler_2d(x[None, None], torch.zeros(1, 1, 1, 2), 0, 0, True)",
             "torch.affine_grid_generator(torch.eye(2, 3)[None], (1, 1, 2, 2), False)",
             "torch.rnn_tanh_cell(x, torch.zeros(2, 2), torch.ones(2, 3), torch.ones(2, 2))",
             "torch.rnn_relu_cell(x, torch.zeros(2, 2), torch.ones(2, 3), torch.ones(2, 2), torch.ones(2), torch.ones(2))",
             "torch.gru_cell(x, torch.zeros(2, 2), torch.ones(6, 3), torch.ones(6, 2))",
             "torch.lstm_cell(x, (torch.zeros(2, 2), torch.zeros(2, 2)), torch.ones(8, 3) / 9, torch.ones(8, 2))",
             "torch.rnn_tanh(x[None], torch.zeros(1, 1, 2), [torch.ones(2, 3), torch.ones(2, 2)], False, 1, 0.0, False, False, True)",
             "torch.lstm(x[None], (torch.zeros(1, 1, 2), torch.zeros(1, 1, 2)), [torch.ones(8, 3), torch.ones(8, 2)], False, 1, 0.0, False, False, True)",
             "torch.gru(x[None], torch.zeros(1, 1, 2), [torch.ones(6, 3), torch.ones(6, 2)], False, 1, 0.0, False, False, True)",
             "torch.histogramdd(x.T, [2, 3])", "torch.histogramdd(x.T, [2, 3], range=[0.0, 4.0, 1.0, 6.0], weight=torch.ones(3), density=True)",
             "torch.histogramdd(x.T, 3)", "torch.histogramdd(x.T, [torch.tensor([0.0, 1, 2]), torch.tensor([3.0, 4, 5])])",
             "torch.segment_reduce(x, 'max', lengths=torch.tensor([1, 1]))",
             "torch.segment_reduce(torch.arange(5.0), 'sum', lengths=torch.tensor([2, 3]))", "torch.native_layer_norm(x, (3,), None, None, 1e-05)",
             "torch.native_group_norm(x[None], None, None, 1, 2, 3, 1, 1e-05)", "torch.native_dropout(x, 0.5, True)",
             "torch.native_batch_norm(x, None, None, None, None, True, 0.1, 1e-05)", "torch.conv_tbc(x[None], torch.ones(1, 3, 2), torch.zeros(2))",
             "torch.convolution(x[None], torch.ones(1, 2, 2), None, [1], [0], [1], False, [0], 1)", "torch.max_pool1d_with_indices(x, 2)",
             "torch.native_channel_shuffle(x[None, :, :, None], 2)", "torch.set_anomaly_enabled(False)", "torch.is_anomaly_check_nan_enabled()",
             "torch.set_warn_always(False)", "torch.is_vulkan_available()", "torch.Storage", "torch.channels_last_3d",
             "torch.legacy_contiguous_format", "torch.norm_except_dim(x)", "torch.functional.split(x, 1)", "torch.functional.norm(x)",
             "torch.types._size", "torch.types.Number", "torch.types.Device", "torch.return_types.max", "torch.return_types.sort",
             "torch.random.get_rng_state().shape", "torch.random.initial_seed()", "torch.compiled_with_cxx11_abi()"):
    show(text)
