"""Functions that PyTorch does not have for sparse tensors either, each with the operation that its error names where that is called
otherwise. Functions of other places than torch, Tensor and torch.nn.functional have the letter of the place in front."""

MISSING = dict(item.split('=') if '=' in item else (item, item) for item in '''
    narrow=as_strided acos acos_ acosh acosh_ adaptive_avg_pool1d=_adaptive_avg_pool2d adaptive_avg_pool2d=_adaptive_avg_pool2d
    adaptive_avg_pool3d=_adaptive_avg_pool3d adaptive_max_pool1d=adaptive_max_pool2d adaptive_max_pool1d_with_indices=adaptive_max_pool2d
    adaptive_max_pool2d adaptive_max_pool2d_with_indices=adaptive_max_pool2d adaptive_max_pool3d
    adaptive_max_pool3d_with_indices=adaptive_max_pool3d addbmm addbmm_ addcdiv addcdiv_ addcmul addcmul_ addmv addmv_ alias_copy all
    allclose=eq.Tensor amax amin aminmax angle arccos=acos arccos_=acos_ arccosh=acosh arccosh_=acosh_ arctan2=atan2 arctan2_=atan2_ argmax
    argmin argsort=sort.stable argwhere=nonzero atan2 atan2_ avg_pool1d=avg_pool2d avg_pool2d avg_pool3d baddbmm baddbmm_ batch_norm_stats
    bernoulli_=bernoulli_.float binary_cross_entropy binary_cross_entropy_with_logits=clamp_min_ bincount binomial
    bitwise_and=bitwise_and.Tensor bitwise_and_=bitwise_and_.Tensor bitwise_left_shift=bitwise_left_shift.Tensor
    bitwise_left_shift_=bitwise_left_shift.Tensor_out bitwise_not bitwise_not_ bitwise_or=bitwise_or.Tensor bitwise_or_=bitwise_or_.Tensor
    bitwise_right_shift=bitwise_right_shift.Tensor bitwise_right_shift_=bitwise_right_shift.Tensor_out bitwise_xor=bitwise_xor.Tensor
    bitwise_xor_=bitwise_xor_.Tensor block_diag=as_strided broadcast_shapes=lt.Scalar broadcast_to=as_strided bucketize=bucketize.Tensor
    cauchy_ ccol_indices ccol_indices_copy=ccol_indices cdist=_cdist_forward celu=elu celu_=elu_ channel_shuffle cholesky cholesky_inverse
    chunk=as_strided clamp=clamp.Tensor clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clip=clamp.Tensor
    clip_=clamp_.Tensor col_indices col_indices_copy complex=complex.out constant_pad_nd=fill_.Scalar copysign=copysign.Tensor
    copysign_=copysign_.Tensor corrcoef=sum.dim_IntList cos cos_ cosh cosh_ cosine_similarity=as_strided
    count_nonzero=count_nonzero.dim_IntList cov=sum.dim_IntList cross=linalg_cross cross_entropy=_log_softmax crow_indices
    crow_indices_copy cudnn_grid_sampler cummax=_cummax_helper cummin=_cummin_helper cumprod cumprod_ cumsum cumsum_
    cumulative_trapezoid=as_strided dequantize=dequantize.self det=_linalg_det detach_copy diag=diag.out diag_embed=as_strided
    diagflat=view diagonal=as_strided diagonal_copy diagonal_scatter=as_strided digamma digamma_ dot dropout1d=bernoulli_.float
    dropout3d=bernoulli_.float elu elu_ embedding=gt.Scalar embedding_bag=_embedding_bag_forward_only eq=eq.Scalar eq_=eq_.Scalar equal
    erfc erfc_ exp exp2 exp2_ exp_ expand=as_strided expand_copy exponential_ fill=fill_.Scalar fill_=fill_.Scalar
    fill_diagonal_=as_strided flip fliplr=flip flipud=flip fmax fmin fmod=fmod.Tensor fmod_=fmod_.Tensor fold=col2im frac frac_
    frexp=frexp.Tensor_out full_like=fill_.Scalar gather gaussian_nll_loss=lt.Scalar gcd gcd_ ge=ge.Scalar ge_=ge_.Scalar gelu geometric_
    geqrf glu gradient=as_strided greater=gt.Scalar greater_=gt_.Scalar greater_equal=ge.Scalar greater_equal_=ge_.Scalar
    grid_sample=grid_sampler_3d gt=gt.Scalar gt_=gt_.Scalar hardshrink hardsigmoid hardswish hardtanh hardtanh_ heaviside heaviside_
    hinge_embedding_loss=ne.Scalar histc histogram=histogram.bin_ct histogramdd=_histogramdd_bin_edges hsplit=as_strided huber_loss hypot
    hypot_ i0 i0_ igamma igamma_ igammac igammac_ indices_copy int_repr inverse=linalg_inv_ex is_set_to isclose=eq.Tensor
    isfinite=ne.Scalar isin=isin.Tensor_Scalar kthvalue=kthvalue.values l:cholesky=linalg_cholesky_ex l:cholesky_ex=linalg_cholesky_ex
    l:cond=_linalg_svd l:cross=linalg_cross l:det=_linalg_det l:diagonal=as_strided l:eig=linalg_eig l:eigh=_linalg_eigh
    l:eigvals=linalg_eig l:eigvalsh=_linalg_eigh l:householder_product=linalg_householder_product l:inv=linalg_inv_ex
    l:inv_ex=linalg_inv_ex l:ldl_factor=linalg_ldl_factor_ex l:ldl_factor_ex=linalg_ldl_factor_ex l:ldl_solve=linalg_ldl_solve
    l:lstsq=linalg_lstsq.out l:lu=linalg_lu l:lu_factor=linalg_lu_factor_ex l:lu_factor_ex=linalg_lu_factor_ex l:lu_solve=linalg_lu_solve
    l:matrix_exp=linalg_matrix_exp l:matrix_norm=linalg_vector_norm l:matrix_rank=_linalg_svd l:norm=linalg_vector_norm
    l:pinv=linalg_pinv.atol_rtol_tensor l:qr=linalg_qr l:slogdet=_linalg_slogdet l:solve=_linalg_solve_ex l:solve_ex=_linalg_solve_ex
    l:svd=_linalg_svd l:svdvals=_linalg_svd l:vander=as_strided l:vecdot=sum.dim_IntList l:vector_norm=linalg_vector_norm lcm lcm_
    le=le.Scalar le_=le_.Scalar leaky_relu leaky_relu_ lerp=lerp.Tensor lerp_=lerp_.Tensor less=lt.Scalar less_=lt_.Scalar
    less_equal=le.Scalar less_equal_=le_.Scalar lgamma lgamma_ log log10 log10_ log2 log2_ log_ log_normal_ log_softmax=_log_softmax
    logaddexp logaddexp2 logcumsumexp=_logcumsumexp logical_and=logical_and.out logical_and_=logical_and.out logical_not=logical_not.out
    logical_not_=logical_not.out logical_or=logical_or.out logical_or_=logical_or.out logical_xor=logical_xor.out
    logical_xor_=logical_xor.out logit logit_ logsigmoid=log_sigmoid_forward logsumexp=logsumexp.out lp_pool1d=pow.Tensor_Tensor
    lp_pool2d=pow.Tensor_Tensor lt=lt.Scalar lt_=lt_.Scalar lu=linalg_lu_factor_ex lu_solve=linalg_lu_solve lu_unpack
    masked_fill_=masked_fill_.Tensor masked_scatter_ masked_select matrix_exp=linalg_matrix_exp max max_pool1d=max_pool2d_with_indices
    max_pool1d_with_indices=max_pool2d_with_indices max_pool2d=max_pool2d_with_indices max_pool2d_with_indices
    max_pool3d=max_pool3d_with_indices max_pool3d_with_indices maximum mean=mean.dim median min minimum mish mkldnn_adaptive_avg_pool2d
    mkldnn_max_pool2d mkldnn_max_pool3d mode mse_loss msort=sort.stable multi_margin_loss
    multilabel_margin_loss=multilabel_margin_loss_forward multilabel_soft_margin_loss=log_sigmoid_forward multinomial
    mvlgamma=arange.start_out mvlgamma_=arange.start_out nanmean=ne.Tensor nanmedian nanquantile=sort.stable nansum
    native_channel_shuffle=view ne=ne.Scalar ne_=ne_.Scalar new_ones=fill_.Scalar nextafter nextafter_ nll_loss=nll_loss_forward nonzero
    norm_except_dim=view normal=normal.Tensor_float normal_ not_equal=ne.Scalar not_equal_=ne_.Scalar nuclear_norm=_linalg_svd
    ones_like=fill_.Scalar orgqr=linalg_householder_product ormqr pad=fill_.Scalar pdist=_pdist_forward permute_copy pixel_shuffle
    pixel_unshuffle poisson polar=polar.out polygamma polygamma_=polygamma.out pow_=pow_.Scalar prelu prod put_ q_per_channel_axis
    q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qr=linalg_qr qscheme quantile=sort.stable quantized_max_pool1d
    quantized_max_pool2d rand_like=uniform_ randint_like=random_.from randn_like=normal_ random_ ravel=view reciprocal reciprocal_ relu
    relu6=hardtanh relu_ remainder=remainder.Tensor remainder_=remainder_.Tensor repeat=as_strided
    repeat_interleave=repeat_interleave.Tensor resize=ne.Scalar roll rot90=flip row_indices row_indices_copy=row_indices rsqrt rsqrt_
    rsub=rsub.Tensor s:airy_ai=special_airy_ai s:bessel_j0=special_bessel_j0 s:bessel_j1=special_bessel_j1 s:bessel_y0=special_bessel_y0
    s:bessel_y1=special_bessel_y1 s:chebyshev_polynomial_t=special_chebyshev_polynomial_t
    s:chebyshev_polynomial_u=special_chebyshev_polynomial_u s:chebyshev_polynomial_v=special_chebyshev_polynomial_v
    s:chebyshev_polynomial_w=special_chebyshev_polynomial_w s:digamma=digamma s:entr=special_entr s:erfc=erfc s:erfcx=special_erfcx
    s:exp2=exp2 s:expit=sigmoid s:gammainc=igamma s:gammaincc=igammac s:gammaln=lgamma s:hermite_polynomial_h=special_hermite_polynomial_h
    s:hermite_polynomial_he=special_hermite_polynomial_he s:i0=i0 s:i0e=special_i0e s:i1=special_i1 s:i1e=special_i1e
    s:laguerre_polynomial_l=special_laguerre_polynomial_l s:legendre_polynomial_p=special_legendre_polynomial_p s:log_ndtr=special_log_ndtr
    s:log_softmax=_log_softmax s:logit=logit s:logsumexp=logsumexp.out s:modified_bessel_i0=special_modified_bessel_i0
    s:modified_bessel_i1=special_modified_bessel_i1 s:modified_bessel_k0=special_modified_bessel_k0
    s:modified_bessel_k1=special_modified_bessel_k1 s:multigammaln=arange.start_out s:ndtri=special_ndtri s:psi=digamma
    s:round=round.decimals s:scaled_modified_bessel_k0=special_scaled_modified_bessel_k0
    s:scaled_modified_bessel_k1=special_scaled_modified_bessel_k1 s:shifted_chebyshev_polynomial_t=special_shifted_chebyshev_polynomial_t
    s:shifted_chebyshev_polynomial_u=special_shifted_chebyshev_polynomial_u
    s:shifted_chebyshev_polynomial_v=special_shifted_chebyshev_polynomial_v
    s:shifted_chebyshev_polynomial_w=special_shifted_chebyshev_polynomial_w s:sinc=sinc s:softmax=_softmax
    s:spherical_bessel_j0=special_spherical_bessel_j0 s:xlog1py=special_xlog1py s:xlogy=xlogy.Tensor s:zeta=special_zeta
    searchsorted=searchsorted.Scalar select_copy=select_copy.int selu=elu selu_=elu_ sigmoid sigmoid_ silu sinc sinc_
    slice_copy=slice_copy.Tensor slice_scatter=as_strided slogdet=_linalg_slogdet smooth_l1_loss softmax=_softmax softmin=_softmax softplus
    softshrink sort=sort.stable split=as_strided split_copy=split_copy.Tensor split_with_sizes=as_strided split_with_sizes_copy
    square_=pow_.Scalar squeeze=as_strided squeeze_=as_strided_ squeeze_copy std=std.correction std_mean=std_mean.correction stft=view
    sum=sum.dim_IntList svd=_linalg_svd t:fft=_fft_r2c t:fft2=_fft_c2c t:fftn=_fft_c2c t:fftshift=roll t:hfft=_fft_c2r t:hfft2=_fft_c2c
    t:hfftn=_fft_c2c t:ifft=_fft_r2c t:ifft2=_fft_c2c t:ifftn=_fft_c2c t:ifftshift=roll t:ihfft=_fft_r2c t:ihfft2=_fft_r2c
    t:ihfftn=_fft_r2c t:irfft=_fft_c2r t:irfft2=_fft_c2r t:irfftn=_fft_c2r t:rfft=_fft_r2c t:rfft2=_fft_r2c t:rfftn=_fft_r2c t_copy take
    take_along_dim=view tensor_split=as_strided threshold threshold_ tile=as_strided to_mkldnn to_padded_tensor to_sparse
    to_sparse_coo=to_sparse topk trace transpose_copy=transpose_copy.int trapezoid=sum.dim_IntList trapz=sum.dim_IntList triangular_solve
    tril tril_ triu triu_ unbind_copy=unbind_copy.int unfold=im2col uniform_ unique=_unique2 unique_consecutive unsafe_chunk=as_strided
    unsafe_split=as_strided unsafe_split_with_sizes=as_strided unsqueeze_=as_strided_ unsqueeze_copy values_copy var=var.correction
    var_mean=var_mean.correction vdot view view_as_complex view_as_complex_copy view_as_real view_as_real_copy view_copy vsplit=as_strided
    where=nonzero xlogy=xlogy.Tensor xlogy_=xlogy_.Tensor'''.split())
