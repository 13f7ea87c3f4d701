"""What PyTorch 1.13 asks for __torch_function__: see torch/_asking.py. Written by tools/record_torch_overrides.py."""

# Functions that hand on their arguments as they were given; NAME=WORD: the function is called WORD.
NATIVE = {
    'torch.functional': '''
istft''',
    'torch': '''
abs abs_ absolute acos acos_ acosh acosh_ adaptive_avg_pool1d adaptive_max_pool1d add addbmm addcdiv addcmul addmm addmv addmv_ addr adjoint
affine_grid_generator alias_copy all allclose alpha_dropout alpha_dropout_ amax amin aminmax angle any arange? arccos arccos_ arccosh arccosh_ arcsin
arcsin_ arcsinh arcsinh_ arctan arctan2 arctan_ arctanh arctanh_ argmax argmin argsort argwhere as_strided_ as_strided_copy as_strided_scatter
as_tensor? asin asin_ asinh asinh_ atan atan2 atan_ atanh atanh_ avg_pool1d baddbmm bartlett_window? batch_norm batch_norm_backward_elemt
batch_norm_backward_reduce batch_norm_elemt batch_norm_gather_stats batch_norm_gather_stats_with_counts batch_norm_stats batch_norm_update_stats
bernoulli bilinear binary_cross_entropy_with_logits bincount binomial bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift
bitwise_xor blackman_window? bmm broadcast_to bucketize cat ccol_indices_copy ceil ceil_ celu celu_ channel_shuffle cholesky cholesky_inverse
cholesky_solve choose_qparams_optimized chunk clamp clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clip clip_ clone col_indices_copy column_stack
combinations complex concat concatenate conj conj_physical conj_physical_ constant_pad_nd conv1d conv2d conv3d conv_tbc conv_transpose1d
conv_transpose2d conv_transpose3d convolution copysign corrcoef cos cos_ cosh cosh_ cosine_embedding_loss cosine_similarity count_nonzero cov cross
crow_indices_copy ctc_loss cummax cummin cumprod cumsum cumulative_trapezoid deg2rad deg2rad_ det detach detach_ detach_copy diag diag_embed diagflat
diagonal diagonal_copy diagonal_scatter diff digamma dist div divide dot dropout dropout_ dsmm dsplit dstack embedding embedding_bag embedding_renorm_
empty? empty_like eq equal erf erf_ erfc erfc_ erfinv exp exp2 exp2_ exp_ expand_copy expm1 expm1_ eye? feature_alpha_dropout feature_alpha_dropout_
feature_dropout feature_dropout_ fill fill_ fix fix_ flatten flip fliplr flipud float_power floor floor_ floor_divide fmax fmin fmod frac frac_ frexp
frobenius_norm from_file? full? full_like fused_moving_avg_obs_fake_quant gather gcd gcd_ ge geqrf ger gradient greater greater_equal grid_sampler
grid_sampler_2d grid_sampler_3d group_norm gru gru_cell gt hamming_window? hann_window? hardshrink heaviside hinge_embedding_loss histc histogram
histogramdd hsmm hsplit hspmm hstack hypot i0 i0_ igamma igammac imag index_add index_copy index_fill index_put index_put_ index_reduce index_select
indices_copy inner instance_norm int_repr inverse is_complex is_conj is_distributed is_floating_point is_inference is_neg is_nonzero is_same_size
is_signed isclose isfinite isin isinf isnan isneginf isposinf isreal istft kaiser_window? kl_div kron kthvalue layer_norm lcm lcm_ ldexp ldexp_ le lerp
less less_equal lgamma linspace? log log10 log10_ log1p log1p_ log2 log2_ log_ log_softmax logaddexp logaddexp2 logcumsumexp logdet logical_and
logical_not logical_or logical_xor logit logit_ logspace? logsumexp lstm lstm_cell lt lu_solve lu_unpack margin_ranking_loss masked_fill masked_scatter
masked_select matmul matrix_exp matrix_power max max_pool1d max_pool1d_with_indices max_pool2d max_pool3d maximum mean median min minimum mm mode
moveaxis movedim msort mul multinomial multiply mv mvlgamma nan_to_num nan_to_num_ nanmean nanmedian nanquantile nansum narrow narrow_copy
native_batch_norm native_channel_shuffle native_dropout native_group_norm native_layer_norm native_norm ne neg neg_ negative negative_ nextafter
nonzero norm_except_dim normal not_equal nuclear_norm numel ones? ones_like orgqr ormqr outer pairwise_distance pdist permute permute_copy pinverse
pixel_shuffle pixel_unshuffle poisson poisson_nll_loss polar polygamma positive pow prelu prod put q_per_channel_axis q_per_channel_scales
q_per_channel_zero_points q_scale q_zero_point qr quantile rad2deg rad2deg_ rand? rand_like randint_like randn? randn_like randperm? ravel real
reciprocal reciprocal_ relu relu_ remainder renorm repeat_interleave reshape resize_as_ resolve_conj resolve_neg result_type rnn_relu rnn_relu_cell
rnn_tanh rnn_tanh_cell roll rot90 round round_ row_indices_copy row_stack rrelu rrelu_ rsqrt rsqrt_ rsub saddmm scalar_tensor? scatter scatter_add
scatter_reduce searchsorted segment_reduce select select_copy select_scatter selu selu_ sgn sigmoid sigmoid_ sign signbit sin sin_ sinc sinc_ sinh
sinh_ slice_copy slice_scatter slogdet smm softmax sort split_copy split_with_sizes split_with_sizes_copy spmm sqrt sqrt_ square square_ squeeze
squeeze_copy sspaddmm stack std std_mean sub subtract sum svd swapaxes swapdims symeig t t_copy take take_along_dim tan tan_ tanh tanh_ tensor?
tensor_split threshold threshold_ tile topk trace transpose transpose_copy trapezoid trapz triangular_solve tril tril_indices? triplet_margin_loss triu
triu_indices? true_divide trunc trunc_ unbind unbind_copy unflatten unfold_copy unsafe_chunk unsafe_split unsafe_split_with_sizes unsqueeze
unsqueeze_copy values_copy vander var var_mean vdot view_as_complex view_as_complex_copy view_as_real view_as_real_copy view_copy vsplit vstack where
xlogy xlogy_ zero_ zeros? zeros_like''',
    'torch.nn.functional': '''
adaptive_avg_pool1d avg_pool1d avg_pool2d avg_pool3d bilinear celu_ channel_shuffle conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d
conv_transpose3d cosine_similarity elu_ gelu hardshrink hardtanh_ leaky_relu_ linear logsigmoid=log_sigmoid native_channel_shuffle one_hot pad
pairwise_distance pdist pixel_shuffle pixel_unshuffle prelu relu_ rrelu_ selu_ softplus softshrink threshold_''',
    'torch.Tensor': '''
__abs__=abs __add__ __and__ __bool__ __complex__ __div__ __eq__ __float__ __ge__ __getitem__ __gt__ __iadd__ __iand__ __idiv__ __ifloordiv__
__ilshift__ __imod__ __imul__ __index__ __int__ __invert__ __ior__ __irshift__ __isub__ __itruediv__=__idiv__ __ixor__ __le__ __long__ __lshift__
__lt__ __matmul__ __mod__ __mul__ __ne__ __neg__=neg __nonzero__ __or__ __pos__=positive __radd__ __rand__ __rmul__ __ror__ __rshift__ __rxor__
__setitem__ __sub__ __truediv__ __xor__ _autocast_to_full_precision _autocast_to_reduced_precision _coalesced_ _dimI _dimV _indices _is_view
_nested_tensor_size _nnz _storage _to_dense _values abs abs_ absolute absolute_ acos acos_ acosh acosh_ add add_ addbmm addbmm_ addcdiv addcdiv_
addcmul addcmul_ addmm addmm_ addmv addmv_ addr addr_ adjoint align_as all allclose amax amin aminmax angle any apply_ arccos arccos_ arccosh arccosh_
arcsin arcsin_ arcsinh arcsinh_ arctan arctan2 arctan2_ arctan_ arctanh arctanh_ argmax argmin argsort argwhere as_strided as_strided_
as_strided_scatter asin asin_ asinh asinh_ atan atan2 atan2_ atan_ atanh atanh_ baddbmm baddbmm_ bernoulli bernoulli_ bfloat16 bincount bitwise_and
bitwise_and_ bitwise_left_shift bitwise_left_shift_ bitwise_not bitwise_not_ bitwise_or bitwise_or_ bitwise_right_shift bitwise_right_shift_
bitwise_xor bitwise_xor_ bmm bool broadcast_to byte cauchy_ ccol_indices cdouble ceil ceil_ cfloat chalf char cholesky cholesky_inverse cholesky_solve
chunk clamp clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clip clip_ clone coalesce col_indices conj conj_physical conj_physical_ contiguous copy_
copysign copysign_ corrcoef cos cos_ cosh cosh_ count_nonzero cov cpu cross crow_indices cuda cummax cummin cumprod cumprod_ cumsum cumsum_ data_ptr
deg2rad deg2rad_ dense_dim det detach detach_ diag diag_embed diagflat diagonal diagonal_scatter diff digamma digamma_ dim dist div div_ divide divide_
dot double dsplit element_size eq eq_ equal erf erf_ erfc erfc_ erfinv erfinv_ exp exp2 exp2_ exp_ expand expand_as expm1 expm1_ exponential_ fill_
fill_diagonal_ fix fix_ flatten flip fliplr flipud float float_power float_power_ floor floor_ floor_divide floor_divide_ fmax fmin fmod fmod_ frac
frac_ frexp gather gcd gcd_ ge ge_ geometric_ geqrf ger get_device greater greater_ greater_equal greater_equal_ gt gt_ half hardshrink has_names
heaviside heaviside_ histc histogram hsplit hypot hypot_ i0 i0_ igamma igamma_ igammac igammac_ index_add index_add_ index_copy index_copy_ index_fill
index_fill_ index_put index_put_ index_reduce index_reduce_ index_select indices inner int int_repr inverse ipu is_coalesced is_complex is_conj
is_contiguous is_distributed is_floating_point is_inference is_neg is_nonzero is_pinned is_same_size is_set_to is_signed isclose isfinite isinf isnan
isneginf isposinf isreal item kron kthvalue lcm lcm_ ldexp ldexp_ le le_ lerp lerp_ less less_ less_equal less_equal_ lgamma lgamma_ log log10 log10_
log1p log1p_ log2 log2_ log_ log_normal_ log_softmax logaddexp logaddexp2 logcumsumexp logdet logical_and logical_and_ logical_not logical_not_
logical_or logical_or_ logical_xor logical_xor_ logit logit_ logsumexp long lt lt_ lu_solve map2_ map_ masked_fill masked_fill_ masked_scatter
masked_scatter_ masked_select matmul matrix_exp matrix_power max maximum mean median min minimum mm mode moveaxis movedim msort mul mul_ multinomial
multiply multiply_ mv mvlgamma mvlgamma_ nan_to_num nan_to_num_ nanmean nanmedian nanquantile nansum narrow narrow_copy ndimension ne ne_ neg neg_
negative negative_ nelement new new_empty new_full new_ones new_tensor new_zeros nextafter nextafter_ nonzero normal_ not_equal not_equal_ numel numpy
orgqr ormqr outer permute pin_memory pinverse polygamma polygamma_ positive pow pow_ prelu prod put put_ q_per_channel_axis q_per_channel_scales
q_per_channel_zero_points q_scale q_zero_point qr qscheme quantile rad2deg rad2deg_ random_ ravel reciprocal reciprocal_ record_stream relu relu_
remainder remainder_ renorm renorm_ repeat repeat_interleave requires_grad_ reshape reshape_as resize_ resize_as_ resolve_conj resolve_neg retain_grad
roll rot90 round round_ row_indices rsqrt rsqrt_ scatter scatter_ scatter_add scatter_add_ scatter_reduce scatter_reduce_ select select_scatter set_
sgn sgn_ short sigmoid sigmoid_ sign sign_ signbit sin sin_ sinc sinc_ sinh sinh_ size slice_scatter slogdet smm softmax sort split_with_sizes sqrt
sqrt_ square square_ squeeze squeeze_ sspaddmm std storage_offset stride sub sub_ subtract subtract_ sum sum_to_size svd swapaxes swapaxes_ swapdims
swapdims_ symeig t t_ take take_along_dim tan tan_ tanh tanh_ tensor_split tile to to_dense to_padded_tensor to_sparse tolist topk trace transpose
transpose_ triangular_solve tril tril_ triu triu_ true_divide true_divide_ trunc trunc_ type type_as unbind unfold uniform_ unsafe_chunk unsafe_split
unsafe_split_with_sizes unsqueeze unsqueeze_ values var vdot view view_as vsplit where xlogy xlogy_ xpu zero_''',
    'torch.linalg': '''
cholesky=linalg_cholesky cholesky_ex=linalg_cholesky_ex cond=linalg_cond cross=linalg_cross det=linalg_det diagonal=linalg_diagonal eig=linalg_eig
eigh=linalg_eigh eigvals=linalg_eigvals eigvalsh=linalg_eigvalsh householder_product=linalg_householder_product inv=linalg_inv inv_ex=linalg_inv_ex
ldl_factor=linalg_ldl_factor ldl_factor_ex=linalg_ldl_factor_ex ldl_solve=linalg_ldl_solve lstsq=linalg_lstsq lu=linalg_lu lu_factor=linalg_lu_factor
lu_factor_ex=linalg_lu_factor_ex lu_solve=linalg_lu_solve matmul=linalg_matmul matrix_exp=linalg_matrix_exp matrix_norm=linalg_matrix_norm
matrix_power=linalg_matrix_power matrix_rank=linalg_matrix_rank multi_dot=linalg_multi_dot norm=linalg_norm pinv=linalg_pinv qr=linalg_qr
slogdet=linalg_slogdet solve=linalg_solve solve_ex=linalg_solve_ex solve_triangular=linalg_solve_triangular svd=linalg_svd svdvals=linalg_svdvals
tensorinv=linalg_tensorinv tensorsolve=linalg_tensorsolve vander=linalg_vander vecdot=linalg_vecdot vector_norm=linalg_vector_norm''',
    'torch.fft': '''
fft2=fft_fft2 fft=fft_fft fftfreq?=fft_fftfreq fftn=fft_fftn fftshift=fft_fftshift hfft2=fft_hfft2 hfft=fft_hfft hfftn=fft_hfftn ifft2=fft_ifft2
ifft=fft_ifft ifftn=fft_ifftn ifftshift=fft_ifftshift ihfft2=fft_ihfft2 ihfft=fft_ihfft ihfftn=fft_ihfftn irfft2=fft_irfft2 irfft=fft_irfft
irfftn=fft_irfftn rfft2=fft_rfft2 rfft=fft_rfft rfftfreq?=fft_rfftfreq rfftn=fft_rfftn''',
    'torch.special': '''
airy_ai=special_airy_ai bessel_j0=special_bessel_j0 bessel_j1=special_bessel_j1 bessel_y0=special_bessel_y0 bessel_y1=special_bessel_y1
chebyshev_polynomial_t=special_chebyshev_polynomial_t chebyshev_polynomial_u=special_chebyshev_polynomial_u
chebyshev_polynomial_v=special_chebyshev_polynomial_v chebyshev_polynomial_w=special_chebyshev_polynomial_w digamma=special_digamma entr=special_entr
erf=special_erf erfc=special_erfc erfcx=special_erfcx erfinv=special_erfinv exp2=special_exp2 expit=special_expit expm1=special_expm1
gammainc=special_gammainc gammaincc=special_gammaincc gammaln=special_gammaln hermite_polynomial_h=special_hermite_polynomial_h
hermite_polynomial_he=special_hermite_polynomial_he i0=special_i0 i0e=special_i0e i1=special_i1 i1e=special_i1e
laguerre_polynomial_l=special_laguerre_polynomial_l legendre_polynomial_p=special_legendre_polynomial_p log1p=special_log1p log_ndtr=special_log_ndtr
log_softmax=special_log_softmax logit=special_logit logsumexp=special_logsumexp modified_bessel_i0=special_modified_bessel_i0
modified_bessel_i1=special_modified_bessel_i1 modified_bessel_k0=special_modified_bessel_k0 modified_bessel_k1=special_modified_bessel_k1
multigammaln=special_multigammaln ndtr=special_ndtr ndtri=special_ndtri polygamma=special_polygamma psi=special_psi round=special_round
scaled_modified_bessel_k0=special_scaled_modified_bessel_k0 scaled_modified_bessel_k1=special_scaled_modified_bessel_k1
shifted_chebyshev_polynomial_t=special_shifted_chebyshev_polynomial_t shifted_chebyshev_polynomial_u=special_shifted_chebyshev_polynomial_u
shifted_chebyshev_polynomial_v=special_shifted_chebyshev_polynomial_v shifted_chebyshev_polynomial_w=special_shifted_chebyshev_polynomial_w
sinc=special_sinc softmax=special_softmax spherical_bessel_j0=special_spherical_bessel_j0 xlog1py=special_xlog1py xlogy=special_xlogy zeta=special_zeta''',
}

# Attributes of Tensor.
ATTRIBUTES = '''
H T __cuda_array_interface__ __weakref__ _backward_hooks _base _cdata _grad _grad_fn _version data device dtype grad grad_fn imag is_cpu is_cuda is_ipu
is_leaf is_meta is_mkldnn is_mps is_nested is_ort is_quantized is_sparse is_sparse_csr is_vulkan is_xpu layout mH mT name names ndim output_nr real
requires_grad retains_grad shape volatile'''

# Functions that bind their arguments first. Marks of a parameter: ! it is asked, : it is handed on as a keyword, - it is not handed on, + as a tuple,
# . (before) it is given as a keyword only. ?NAME: with that flag another function is asked.
PYTHON = r'''
torch.Tensor.__array__ as torch._tensor.__array__: self! dtype:=None
torch.Tensor.__array_wrap__ as torch._tensor.__array_wrap__: self! array:
torch.Tensor.__contains__ as torch._tensor.__contains__: self! element
torch.Tensor.__deepcopy__ as torch._tensor.__deepcopy__: self! memo
torch.Tensor.__dir__ as torch._tensor.__dir__: self!
torch.Tensor.__dlpack__ as torch._tensor.__dlpack__: self! stream=None
torch.Tensor.__dlpack_device__ as torch._tensor.__dlpack_device__: self!
torch.Tensor.__floordiv__ as torch._tensor.__floordiv__: self! other!
torch.Tensor.__format__ as torch._tensor.__format__: self! format_spec
torch.Tensor.__ipow__ as torch._tensor.pow_: *args! **kwargs
torch.Tensor.__len__ as torch._tensor.__len__: self!
torch.Tensor.__pow__ as torch._tensor.pow: *args! **kwargs
torch.Tensor.__rdiv__ torch.Tensor.__rtruediv__ as torch._tensor.__rdiv__: self! other!
torch.Tensor.__reduce_ex__ as torch._tensor.__reduce_ex__: self! proto
torch.Tensor.__repr__ as torch._tensor.__repr__: self! .tensor_contents:=None
torch.Tensor.__reversed__ as torch._tensor.__reversed__: self!
torch.Tensor.__rfloordiv__ as torch._tensor.__rfloordiv__: self! other!
torch.Tensor.__rlshift__ as torch._tensor.__rlshift__: self! other!
torch.Tensor.__rmatmul__ as torch._tensor.__rmatmul__: self! other!
torch.Tensor.__rmod__ as torch._tensor.__rmod__: self! other!
torch.Tensor.__rpow__ as torch._tensor.__rpow__: self! other!
torch.Tensor.__rrshift__ as torch._tensor.__rrshift__: self! other!
torch.Tensor.__rsub__ as torch._tensor.__rsub__: self! other!
torch.Tensor.__setstate__ as torch._tensor.__setstate__: self! state
torch.Tensor._update_names as torch._tensor._update_names: self! names inplace
torch.Tensor.align_to as torch._tensor.align_to: self! *names
torch.Tensor.backward as torch._tensor.backward: self! gradient:=None retain_graph:=None create_graph:=False inputs:=None
torch.Tensor.is_shared as torch._tensor.is_shared: self!
torch.Tensor.istft as torch._tensor.istft: self! n_fft hop_length:=None win_length:=None window:=None center:=True normalized:=False onesided:=None length:=None return_complex:=False
torch.Tensor.lu as torch._tensor.lu: self! pivot:=True get_infos:=False
torch.Tensor.norm as torch._tensor.norm: self! p:='fro' dim:=None keepdim:=False dtype:=None
torch.Tensor.refine_names as torch._tensor.refine_names: self! *names
torch.Tensor.register_hook as torch._tensor.register_hook: self! hook
torch.Tensor.rename as torch._tensor.rename: self! *names **rename_map
torch.Tensor.rename_ as torch._tensor.rename_: self! *names **rename_map
torch.Tensor.resize as torch._tensor.resize: self! *sizes
torch.Tensor.resize_as as torch._tensor.resize_as: self! tensor!
torch.Tensor.share_memory_ as torch._tensor.share_memory_: self!
torch.Tensor.split as torch._tensor.split: self! split_size dim:=0
torch.Tensor.stft as torch._tensor.stft: self! n_fft hop_length:=None win_length:=None window:=None center:=True pad_mode:='reflect' normalized:=False onesided:=None return_complex:=None
torch.Tensor.storage as torch._tensor.storage: self!
torch.Tensor.storage_type as torch._tensor.storage_type: self!
torch.Tensor.unflatten as torch._tensor.unflatten: self! dim sizes
torch.Tensor.unique as torch._tensor.unique: self! sorted:=True return_inverse:=False return_counts:=False dim:=None
torch.Tensor.unique_consecutive as torch._tensor.unique_consecutive: self! return_inverse:=False return_counts:=False dim:=None
torch.autograd.grad: outputs!+ inputs!+ grad_outputs:=None retain_graph:=None create_graph:=False only_inputs:=True allow_unused:=False is_grads_batched:=False
torch.functional.atleast_1d torch.atleast_1d: *tensors!
torch.functional.atleast_2d torch.atleast_2d: *tensors!
torch.functional.atleast_3d torch.atleast_3d: *tensors!
torch.functional.block_diag torch.block_diag: *tensors!
torch.functional.broadcast_tensors torch.broadcast_tensors: *tensors!
torch.functional.cartesian_prod torch.cartesian_prod: *tensors!
torch.functional.cdist torch.cdist: x1! x2! p:=2.0 compute_mode:='use_mm_for_euclid_dist_if_necessary'
torch.functional.chain_matmul torch.chain_matmul: *matrices! .out-=None
torch.functional.einsum torch.einsum: *args!
torch.functional.lu torch.lu: A! pivot:=True get_infos:=False out:=None
torch.functional.meshgrid torch.meshgrid: *tensors! .indexing:=None
torch.functional.norm torch.norm: input! p:='fro' dim:=None keepdim:=False out:=None dtype:=None
torch.functional.pca_lowrank torch.pca_lowrank as torch._lowrank.pca_lowrank: A! q:=None center:=True niter:=2
torch.functional.split torch.split: tensor! split_size_or_sections dim:=0
torch.functional.stft torch.stft: input! n_fft hop_length:=None win_length:=None window:=None center:=True pad_mode:='reflect' normalized:=False onesided:=None return_complex:=None
torch.functional.svd_lowrank torch.svd_lowrank as torch._lowrank.svd_lowrank: A! q:=6 niter:=2 M!:=None
torch.functional.tensordot torch.tensordot: a! b! dims:=2 out:=None
torch.functional.unique torch.unique: input! sorted:=True return_inverse:=False return_counts:=False dim:=None
torch.functional.unique_consecutive torch.unique_consecutive: input! return_inverse:=False return_counts:=False dim:=None
torch.lobpcg as torch._lobpcg.lobpcg: A! k:=None B!:=None X!:=None n:=None iK!:=None niter:=None tol:=None largest:=None method:=None tracker:=None ortho_iparams:=None ortho_fparams:=None ortho_bparams:=None
torch.nn.functional.adaptive_avg_pool2d: input! output_size
torch.nn.functional.adaptive_avg_pool3d: input! output_size
torch.nn.functional.adaptive_max_pool1d: input! output_size return_indices:=False ?return_indices=torch.nn.functional.adaptive_max_pool1d_with_indices
torch.nn.functional.adaptive_max_pool1d_with_indices: input! output_size return_indices:=False
torch.nn.functional.adaptive_max_pool2d: input! output_size return_indices:=False ?return_indices=torch.nn.functional.adaptive_max_pool2d_with_indices
torch.nn.functional.adaptive_max_pool2d_with_indices: input! output_size return_indices:=False
torch.nn.functional.adaptive_max_pool3d: input! output_size return_indices:=False ?return_indices=torch.nn.functional.adaptive_max_pool3d_with_indices
torch.nn.functional.adaptive_max_pool3d_with_indices: input! output_size return_indices:=False
torch.nn.functional.affine_grid: theta! size align_corners:=None
torch.nn.functional.alpha_dropout: input! p:=0.5 training:=False inplace:=False
torch.nn.functional.batch_norm: input! running_mean! running_var! weight!:=None bias!:=None training:=False momentum:=0.1 eps:=1e-05
torch.nn.functional.binary_cross_entropy: input! target! weight!:=None size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.binary_cross_entropy_with_logits: input! target! weight!:=None size_average:=None reduce:=None reduction:='mean' pos_weight!:=None
torch.nn.functional.celu: input! alpha:=1.0 inplace:=False
torch.nn.functional.cosine_embedding_loss: input1! input2! target! margin:=0 size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.cross_entropy: input! target! weight!:=None size_average:=None ignore_index:=-100 reduce:=None reduction:='mean' label_smoothing:=0.0
torch.nn.functional.ctc_loss: log_probs! targets! input_lengths! target_lengths! blank:=0 reduction:='mean' zero_infinity:=False
torch.nn.functional.dropout1d: input! p:=0.5 training:=True inplace:=False
torch.nn.functional.dropout2d: input! p:=0.5 training:=True inplace:=False
torch.nn.functional.dropout3d: input! p:=0.5 training:=True inplace:=False
torch.nn.functional.dropout: input! p:=0.5 training:=True inplace:=False
torch.nn.functional.elu: input! alpha:=1.0 inplace:=False
torch.nn.functional.embedding: input! weight! padding_idx:=None max_norm:=None norm_type:=2.0 scale_grad_by_freq:=False sparse:=False
torch.nn.functional.embedding_bag: input! weight! offsets!:=None max_norm:=None norm_type:=2 scale_grad_by_freq:=False mode:='mean' sparse:=False per_sample_weights!:=None include_last_offset:=False padding_idx:=None
torch.nn.functional.feature_alpha_dropout: input! p:=0.5 training:=False inplace:=False
torch.nn.functional.fold: input! output_size kernel_size dilation:=1 padding:=0 stride:=1
torch.nn.functional.fractional_max_pool2d: input! kernel_size output_size:=None output_ratio:=None return_indices:=False _random_samples!:=None ?return_indices=torch.nn.functional.fractional_max_pool2d_with_indices
torch.nn.functional.fractional_max_pool2d_with_indices: input! kernel_size output_size:=None output_ratio:=None return_indices:=False _random_samples!:=None
torch.nn.functional.fractional_max_pool3d: input! kernel_size output_size:=None output_ratio:=None return_indices:=False _random_samples!:=None ?return_indices=torch.nn.functional.fractional_max_pool3d_with_indices
torch.nn.functional.fractional_max_pool3d_with_indices: input! kernel_size output_size:=None output_ratio:=None return_indices:=False _random_samples!:=None
torch.nn.functional.gaussian_nll_loss: input! target! var! full:=False eps:=1e-06 reduction:='mean'
torch.nn.functional.glu: input! dim:=-1
torch.nn.functional.grid_sample: input! grid! mode:='bilinear' padding_mode:='zeros' align_corners:=None
torch.nn.functional.group_norm: input! num_groups weight!:=None bias!:=None eps:=1e-05
torch.nn.functional.gumbel_softmax: logits! tau:=1 hard:=False eps:=1e-10 dim:=-1
torch.nn.functional.hardsigmoid: input! inplace:=False
torch.nn.functional.hardswish: input! inplace:=False
torch.nn.functional.hardtanh: input! min_val:=-1.0 max_val:=1.0 inplace:=False
torch.nn.functional.hinge_embedding_loss: input! target! margin:=1.0 size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.huber_loss: input! target! reduction:='mean' delta:=1.0
torch.nn.functional.instance_norm: input! running_mean!:=None running_var!:=None weight!:=None bias!:=None use_input_stats:=True momentum:=0.1 eps:=1e-05
torch.nn.functional.interpolate: input! size:=None scale_factor:=None mode:='nearest' align_corners:=None recompute_scale_factor:=None antialias:=False
torch.nn.functional.kl_div: input! target! size_average:=None reduce:=None reduction:='mean' log_target:=False
torch.nn.functional.l1_loss: input! target! size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.layer_norm: input! normalized_shape weight!:=None bias!:=None eps:=1e-05
torch.nn.functional.leaky_relu: input! negative_slope:=0.01 inplace:=False
torch.nn.functional.local_response_norm: input! size alpha:=0.0001 beta:=0.75 k:=1.0
torch.nn.functional.log_softmax: input! dim:=None _stacklevel:=3 dtype:=None
torch.nn.functional.lp_pool1d: input! norm_type kernel_size stride:=None ceil_mode:=False
torch.nn.functional.lp_pool2d: input! norm_type kernel_size stride:=None ceil_mode:=False
torch.nn.functional.margin_ranking_loss: input1! input2! target! margin:=0 size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.max_pool1d: input! kernel_size stride:=None padding:=0 dilation:=1 ceil_mode:=False return_indices:=False ?return_indices=torch.nn.functional.max_pool1d_with_indices
torch.nn.functional.max_pool1d_with_indices: input! kernel_size stride:=None padding:=0 dilation:=1 ceil_mode:=False return_indices:=False
torch.nn.functional.max_pool2d: input! kernel_size stride:=None padding:=0 dilation:=1 ceil_mode:=False return_indices:=False ?return_indices=torch.nn.functional.max_pool2d_with_indices
torch.nn.functional.max_pool2d_with_indices: input! kernel_size stride:=None padding:=0 dilation:=1 ceil_mode:=False return_indices:=False
torch.nn.functional.max_pool3d: input! kernel_size stride:=None padding:=0 dilation:=1 ceil_mode:=False return_indices:=False ?return_indices=torch.nn.functional.max_pool3d_with_indices
torch.nn.functional.max_pool3d_with_indices: input! kernel_size stride:=None padding:=0 dilation:=1 ceil_mode:=False return_indices:=False
torch.nn.functional.max_unpool1d: input! indices kernel_size stride:=None padding:=0 output_size:=None
torch.nn.functional.max_unpool2d: input! indices kernel_size stride:=None padding:=0 output_size:=None
torch.nn.functional.max_unpool3d: input! indices kernel_size stride:=None padding:=0 output_size:=None
torch.nn.functional.mish: input! inplace:=False
torch.nn.functional.mse_loss: input! target! size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.multi_head_attention_forward: query! key! value! embed_dim_to_check num_heads in_proj_weight! in_proj_bias! bias_k! bias_v! add_zero_attn dropout_p out_proj_weight! out_proj_bias! training:=True key_padding_mask:=None need_weights:=True attn_mask:=None use_separate_proj_weight:=False q_proj_weight:=None k_proj_weight:=None v_proj_weight:=None static_k:=None static_v:=None average_attn_weights:=True
torch.nn.functional.multi_margin_loss: input! target! p:=1 margin:=1.0 weight!:=None size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.multilabel_margin_loss: input! target! size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.multilabel_soft_margin_loss: input! target! weight!:=None size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.nll_loss: input! target! weight!:=None size_average:=None ignore_index:=-100 reduce:=None reduction:='mean'
torch.nn.functional.normalize: input! p:=2.0 dim:=1 eps:=1e-12 out!:=None
torch.nn.functional.poisson_nll_loss: input! target! log_input:=True full:=False size_average:=None eps:=1e-08 reduce:=None reduction:='mean'
torch.nn.functional.relu6: input! inplace:=False
torch.nn.functional.relu: input! inplace:=False
torch.nn.functional.rrelu: input! lower:=0.125 upper:=0.3333333333333333 training:=False inplace:=False
torch.nn.functional.selu: input! inplace:=False
torch.nn.functional.silu: input! inplace:=False
torch.nn.functional.smooth_l1_loss: input! target! size_average:=None reduce:=None reduction:='mean' beta:=1.0
torch.nn.functional.soft_margin_loss: input! target! size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.softmax: input! dim:=None _stacklevel:=3 dtype:=None
torch.nn.functional.softmin: input! dim:=None _stacklevel:=3 dtype:=None
torch.nn.functional.softsign: input!
torch.nn.functional.tanhshrink: input!
torch.nn.functional.threshold as torch.nn.functional._threshold: input! threshold value inplace:=False
torch.nn.functional.triplet_margin_loss: anchor! positive! negative! margin:=1.0 p:=2 eps:=1e-06 swap:=False size_average:=None reduce:=None reduction:='mean'
torch.nn.functional.triplet_margin_with_distance_loss: anchor! positive! negative! .distance_function:=None .margin:=1.0 .swap:=False .reduction:='mean'
torch.nn.functional.unfold: input! kernel_size dilation:=1 padding:=0 stride:=1
torch.nn.init.constant_: tensor!: val:
torch.nn.init.kaiming_uniform_: tensor!: a:=0 mode:='fan_in' nonlinearity:='leaky_relu'
torch.nn.init.normal_: tensor!: mean:=0.0 std:=1.0
torch.nn.init.uniform_: tensor!: a:=0.0 b:=1.0'''

# Functions that go on to others, which ask.
OTHERS = '''
torch.nn.functional.assert_int_or_pair -> torch.Tensor.__len__
torch.nn.functional.sigmoid -> torch.Tensor.sigmoid
torch.nn.functional.tanh -> torch.Tensor.tanh
torch.nn.functional.upsample -> torch.nn.functional.interpolate
torch.nn.functional.upsample_bilinear -> torch.nn.functional.interpolate
torch.nn.functional.upsample_nearest -> torch.nn.functional.interpolate'''

# Functions that cannot be overridden.
IGNORED = '''
torch.Tensor.__class__ torch.Tensor.__delitem__ torch.Tensor.__dir__ torch.Tensor.__hash__ torch.Tensor.__init_subclass__ torch.Tensor.__iter__
torch.Tensor.__new__ torch.Tensor.__subclasshook__ torch.Tensor.__torch_dispatch__ torch.Tensor.__torch_function__ torch.Tensor._addmm_activation
torch.Tensor._conj torch.Tensor._conj_physical torch.Tensor._fix_weakref torch.Tensor._has_symbolic_sizes_strides.__get__ torch.Tensor._is_zerotensor
torch.Tensor._make_subclass torch.Tensor._make_wrapper_subclass torch.Tensor._neg_view torch.Tensor._nested_tensor_layer_norm
torch.Tensor._python_dispatch.__get__ torch.Tensor._reduce_ex_internal torch.Tensor.as_subclass torch.Tensor.eig torch.Tensor.lstsq torch.Tensor.new
torch.Tensor.new_empty torch.Tensor.new_empty_strided torch.Tensor.new_full torch.Tensor.new_ones torch.Tensor.new_tensor torch.Tensor.new_zeros
torch.Tensor.reinforce torch.Tensor.solve torch.Tensor.stride torch.Tensor.to_padded_tensor torch.Tensor.to_sparse_bsc torch.Tensor.to_sparse_bsr
torch.Tensor.to_sparse_coo torch.Tensor.to_sparse_csc torch.Tensor.to_sparse_csr torch.Tensor.unflatten torch.arange
torch.are_deterministic_algorithms_enabled torch.as_strided torch.as_tensor torch.asarray torch.autocast_decrement_nesting
torch.autocast_increment_nesting torch.bartlett_window torch.blackman_window torch.can_cast torch.clear_autocast_cache
torch.cudnn_affine_grid_generator torch.cudnn_batch_norm torch.cudnn_convolution torch.cudnn_convolution_add_relu torch.cudnn_convolution_relu
torch.cudnn_convolution_transpose torch.cudnn_grid_sampler torch.cudnn_is_acceptable torch.device torch.dtype torch.empty torch.empty_quantized
torch.empty_strided torch.enable_grad torch.eye torch.fft.fftfreq torch.fft.rfftfreq torch.fill torch.finfo torch.fork torch.from_file torch.from_numpy
torch.frombuffer torch.full torch.functional.align_tensors torch.functional.broadcast_shapes torch.get_autocast_cpu_dtype torch.get_autocast_gpu_dtype
torch.get_default_dtype torch.get_deterministic_debug_mode torch.get_device torch.get_float32_matmul_precision torch.get_num_interop_threads
torch.get_num_threads torch.get_rng_state torch.hamming_window torch.hann_window torch.iinfo torch.import_ir_module torch.import_ir_module_from_buffer
torch.inference_mode torch.init_num_threads torch.initial_seed torch.is_anomaly_check_nan_enabled torch.is_anomaly_enabled
torch.is_autocast_cache_enabled torch.is_autocast_cpu_enabled torch.is_autocast_enabled torch.is_deterministic_algorithms_warn_only_enabled
torch.is_grad_enabled torch.is_inference_mode_enabled torch.is_storage torch.is_tensor torch.is_vulkan_available torch.is_warn_always_enabled
torch.kaiser_window torch.layout torch.linspace torch.load torch.logspace torch.manual_seed torch.memory_format torch.merge_type_from_type_comment
torch.mkldnn_adaptive_avg_pool2d torch.mkldnn_convolution torch.mkldnn_linear_backward_weights torch.mkldnn_max_pool2d torch.mkldnn_max_pool3d
torch.nn.functional.assert_int_or_pair torch.nn.functional.boolean_dispatch torch.nn.functional.handle_torch_function torch.nn.functional.hardsigmoid
torch.nn.functional.hardswish torch.nn.functional.has_torch_function torch.nn.functional.has_torch_function_unary
torch.nn.functional.has_torch_function_variadic torch.nn.functional.sigmoid torch.nn.functional.tanh torch.nn.functional.upsample
torch.nn.functional.upsample_bilinear torch.nn.functional.upsample_nearest torch.nn.init.calculate_gain torch.nn.init.constant torch.nn.init.dirac
torch.nn.init.eye torch.nn.init.kaiming_normal torch.nn.init.kaiming_uniform torch.nn.init.normal torch.nn.init.orthogonal torch.nn.init.sparse
torch.nn.init.uniform torch.nn.init.xavier_normal torch.nn.init.xavier_uniform torch.no_grad torch.normal torch.ones torch.parse_ir torch.parse_schema
torch.parse_type_comment torch.promote_types torch.qscheme torch.rand torch.randint torch.randn torch.randperm torch.range torch.read_vitals
torch.result_type torch.save torch.scalar_tensor torch.seed torch.set_anomaly_enabled torch.set_autocast_cache_enabled torch.set_autocast_cpu_dtype
torch.set_autocast_cpu_enabled torch.set_autocast_enabled torch.set_autocast_gpu_dtype torch.set_default_tensor_type torch.set_deterministic_debug_mode
torch.set_float32_matmul_precision torch.set_flush_denormal torch.set_num_interop_threads torch.set_num_threads torch.set_printoptions
torch.set_rng_state torch.set_vital torch.set_warn_always torch.sparse_bsc_tensor torch.sparse_bsr_tensor torch.sparse_compressed_tensor
torch.sparse_coo_tensor torch.sparse_csc_tensor torch.sparse_csr_tensor torch.tensor torch.tril_indices torch.triu_indices torch.typename
torch.unify_type_list torch.use_deterministic_algorithms torch.vander torch.vitals_enabled torch.wait torch.zeros'''
