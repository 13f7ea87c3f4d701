"""Public names of NumPy and PyTorch, by module and by class.

Recorded by tools/record_api_names.py; not edited by hand.
"""
VERSIONS = {'numpy': '1.24.2', 'torch': '1.13.0'}

MODULES = {
    'numpy': """
ALLOW_THREADS AxisError BUFSIZE CLIP ComplexWarning DataSource ERR_CALL ERR_DEFAULT ERR_IGNORE ERR_LOG ERR_PRINT
ERR_RAISE ERR_WARN FLOATING_POINT_SUPPORT FPE_DIVIDEBYZERO FPE_INVALID FPE_OVERFLOW FPE_UNDERFLOW False_ Inf
Infinity MAXDIMS MAY_SHARE_BOUNDS MAY_SHARE_EXACT ModuleDeprecationWarning NAN NINF NZERO NaN PINF PZERO RAISE
RankWarning SHIFT_DIVIDEBYZERO SHIFT_INVALID SHIFT_OVERFLOW SHIFT_UNDERFLOW ScalarType Tester TooHardError True_
UFUNC_BUFSIZE_DEFAULT UFUNC_PYVALS_NAME VisibleDeprecationWarning WRAP abs absolute add add_docstring add_newdoc
add_newdoc_ufunc all allclose alltrue amax amin angle any append apply_along_axis apply_over_axes arange arccos
arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around array
array2string array_equal array_equiv array_repr array_split array_str asanyarray asarray asarray_chkfinite
ascontiguousarray asfarray asfortranarray asmatrix atleast_1d atleast_2d atleast_3d average bartlett base_repr
binary_repr bincount bitwise_and bitwise_not bitwise_or bitwise_xor blackman block bmat bool_ broadcast
broadcast_arrays broadcast_shapes broadcast_to busday_count busday_offset busdaycalendar byte byte_bounds bytes_
c_ can_cast cast cbrt cdouble ceil cfloat char character chararray choose clip clongdouble clongfloat column_stack
common_type compare_chararrays compat complex128 complex256 complex64 complex_ complexfloating compress
concatenate conj conjugate convolve copy copysign copyto core corrcoef correlate cos cosh count_nonzero cov cross
csingle ctypeslib cumprod cumproduct cumsum datetime64 datetime_as_string datetime_data deg2rad degrees delete
deprecate deprecate_with_doc diag diag_indices diag_indices_from diagflat diagonal diff digitize disp divide
divmod dot double dsplit dstack dtype e ediff1d einsum einsum_path emath empty empty_like equal errstate
euler_gamma exp exp2 expand_dims expm1 extract eye fabs fastCopyAndTranspose fft fill_diagonal find_common_type
finfo fix flatiter flatnonzero flexible flip fliplr flipud float128 float16 float32 float64 float_ float_power
floating floor floor_divide fmax fmin fmod format_float_positional format_float_scientific format_parser frexp
from_dlpack frombuffer fromfile fromfunction fromiter frompyfunc fromregex fromstring full full_like gcd generic
genfromtxt geomspace get_array_wrap get_include get_printoptions getbufsize geterr geterrcall geterrobj gradient
greater greater_equal half hamming hanning heaviside histogram histogram2d histogram_bin_edges histogramdd hsplit
hstack hypot i0 identity iinfo imag in1d index_exp indices inexact inf info infty inner insert int16 int32 int64
int8 int_ intc integer interp intersect1d intp invert is_busday isclose iscomplex iscomplexobj isfinite isfortran
isin isinf isnan isnat isneginf isposinf isreal isrealobj isscalar issctype issubclass_ issubdtype issubsctype
iterable ix_ kaiser kernel_version kron lcm ldexp left_shift less less_equal lexsort lib linalg linspace
little_endian load loadtxt log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or
logical_xor logspace longcomplex longdouble longfloat longlong lookfor ma mask_indices mat matmul matrix matrixlib
max maximum maximum_sctype may_share_memory mean median memmap meshgrid mgrid min min_scalar_type minimum
mintypecode mod modf moveaxis msort multiply nan nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax
nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar nbytes ndarray ndenumerate ndim
ndindex nditer negative nested_iters newaxis nextafter nonzero not_equal numarray number obj2sctype object_ ogrid
oldnumeric ones ones_like outer packbits pad partition percentile pi piecewise place poly poly1d polyadd polyder
polydiv polyfit polyint polymul polynomial polysub polyval positive power printoptions prod product promote_types
ptp put put_along_axis putmask quantile r_ rad2deg radians random ravel ravel_multi_index real real_if_close rec
recarray recfromcsv recfromtxt reciprocal record remainder repeat require reshape resize result_type right_shift
rint roll rollaxis roots rot90 round round_ row_stack s_ safe_eval save savetxt savez savez_compressed sctype2char
sctypeDict sctypes searchsorted select set_numeric_ops set_printoptions set_string_function setbufsize setdiff1d
seterr seterrcall seterrobj setxor1d shape shares_memory short show_config show_runtime sign signbit signedinteger
sin sinc single singlecomplex sinh size sometrue sort sort_complex source spacing split sqrt square squeeze stack
std str_ string_ subtract sum swapaxes take take_along_axis tan tanh tensordot testing tile timedelta64 trace
tracemalloc_domain transpose trapz tri tril tril_indices tril_indices_from trim_zeros triu triu_indices
triu_indices_from true_divide trunc typecodes typename ubyte ufunc uint uint16 uint32 uint64 uint8 uintc uintp
ulonglong unicode_ union1d unique unpackbits unravel_index unsignedinteger unwrap use_hugepage ushort vander var
vdot vectorize version void vsplit vstack where who zeros zeros_like""",
    'numpy.linalg': """
LinAlgError cholesky cond det eig eigh eigvals eigvalsh inv lapack_lite linalg lstsq matrix_power matrix_rank
multi_dot norm pinv qr slogdet solve svd tensorinv tensorsolve""",
    'numpy.fft': """
fft fft2 fftfreq fftn fftshift helper hfft ifft ifft2 ifftn ifftshift ihfft irfft irfft2 irfftn rfft rfft2
rfftfreq rfftn""",
    'numpy.random': """
BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence beta binomial bit_generator
bytes chisquare choice default_rng dirichlet exponential f gamma geometric get_state gumbel hypergeometric laplace
logistic lognormal logseries mtrand multinomial multivariate_normal negative_binomial noncentral_chisquare
noncentral_f normal pareto permutation poisson power rand randint randn random random_integers random_sample ranf
rayleigh sample seed set_state shuffle standard_cauchy standard_exponential standard_gamma standard_normal
standard_t triangular uniform vonmises wald weibull zipf""",
    'numpy.testing': """
HAS_LAPACK64 HAS_REFCOUNT IS_PYPY IS_PYSTON IS_WASM IgnoreException KnownFailureException assert_ assert_allclose
assert_almost_equal assert_approx_equal assert_array_almost_equal assert_array_almost_equal_nulp
assert_array_compare assert_array_equal assert_array_less assert_array_max_ulp assert_equal assert_no_gc_cycles
assert_no_warnings assert_raises assert_raises_regex assert_string_equal assert_warns break_cycles build_err_msg
clear_and_catch_warnings decorate_methods jiffies measure memusage print_assert_equal raises run_module_suite
rundocs runstring suppress_warnings tempdir temppath verbose""",
    'numpy.polynomial': """
Chebyshev Hermite HermiteE Laguerre Legendre Polynomial chebyshev hermite hermite_e laguerre legendre polynomial
polyutils set_default_printstyle""",
    'numpy.polynomial.polynomial': """
Polynomial polyadd polyder polydiv polydomain polyfit polyfromroots polygrid2d polygrid3d polyint polyline polymul
polymulx polyone polypow polyroots polysub polytrim polyval polyval2d polyval3d polyvalfromroots polyvander
polyvander2d polyvander3d polyx polyzero""",
    'numpy.polynomial.chebyshev': """
Chebyshev cheb2poly chebadd chebcompanion chebder chebdiv chebdomain chebfit chebfromroots chebgauss chebgrid2d
chebgrid3d chebint chebinterpolate chebline chebmul chebmulx chebone chebpow chebpts1 chebpts2 chebroots chebsub
chebtrim chebval chebval2d chebval3d chebvander chebvander2d chebvander3d chebweight chebx chebzero poly2cheb""",
    'numpy.polynomial.hermite': """
Hermite herm2poly hermadd hermcompanion hermder hermdiv hermdomain hermfit hermfromroots hermgauss hermgrid2d
hermgrid3d hermint hermline hermmul hermmulx hermone hermpow hermroots hermsub hermtrim hermval hermval2d
hermval3d hermvander hermvander2d hermvander3d hermweight hermx hermzero poly2herm""",
    'numpy.polynomial.hermite_e': """
HermiteE herme2poly hermeadd hermecompanion hermeder hermediv hermedomain hermefit hermefromroots hermegauss
hermegrid2d hermegrid3d hermeint hermeline hermemul hermemulx hermeone hermepow hermeroots hermesub hermetrim
hermeval hermeval2d hermeval3d hermevander hermevander2d hermevander3d hermeweight hermex hermezero poly2herme""",
    'numpy.polynomial.laguerre': """
Laguerre lag2poly lagadd lagcompanion lagder lagdiv lagdomain lagfit lagfromroots laggauss laggrid2d laggrid3d
lagint lagline lagmul lagmulx lagone lagpow lagroots lagsub lagtrim lagval lagval2d lagval3d lagvander lagvander2d
lagvander3d lagweight lagx lagzero poly2lag""",
    'numpy.polynomial.legendre': """
Legendre leg2poly legadd legcompanion legder legdiv legdomain legfit legfromroots leggauss leggrid2d leggrid3d
legint legline legmul legmulx legone legpow legroots legsub legtrim legval legval2d legval3d legvander legvander2d
legvander3d legweight legx legzero poly2leg""",
    'numpy.polynomial.polyutils': """
RankWarning as_series format_float getdomain mapdomain mapparms trimcoef trimseq""",
    'numpy.ma': """
MAError MaskError MaskType MaskedArray abs absolute add all allclose allequal alltrue amax amin angle anom
anomalies any append apply_along_axis apply_over_axes arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh
argmax argmin argsort around array asanyarray asarray atleast_1d atleast_2d atleast_3d average bitwise_and
bitwise_or bitwise_xor bool_ ceil choose clip clump_masked clump_unmasked column_stack common_fill_value compress
compress_cols compress_nd compress_rowcols compress_rows compressed concatenate conjugate convolve copy core
corrcoef correlate cos cosh count count_masked cov cumprod cumsum default_fill_value diag diagflat diagonal diff
divide dot dstack ediff1d empty empty_like equal exp expand_dims extras fabs filled fix_invalid
flatnotmasked_contiguous flatnotmasked_edges flatten_mask flatten_structured_array floor floor_divide fmod
frombuffer fromflex fromfunction getdata getmask getmaskarray greater greater_equal harden_mask hsplit hstack
hypot identity ids in1d indices inner innerproduct intersect1d isMA isMaskedArray is_mask is_masked isarray isin
left_shift less less_equal log log10 log2 logical_and logical_not logical_or logical_xor make_mask make_mask_descr
make_mask_none mask_cols mask_or mask_rowcols mask_rows masked masked_all masked_all_like masked_array
masked_equal masked_greater masked_greater_equal masked_inside masked_invalid masked_less masked_less_equal
masked_not_equal masked_object masked_outside masked_print_option masked_singleton masked_values masked_where max
maximum maximum_fill_value mean median min minimum minimum_fill_value mod mr_ multiply mvoid ndenumerate ndim
negative nomask nonzero not_equal notmasked_contiguous notmasked_edges ones ones_like outer outerproduct polyfit
power prod product ptp put putmask ravel remainder repeat reshape resize right_shift round round_ row_stack
set_fill_value setdiff1d setxor1d shape sin sinh size soften_mask sometrue sort sqrt squeeze stack std subtract
sum swapaxes take tan tanh trace transpose true_divide union1d unique vander var vstack where zeros zeros_like""",
    'numpy.ma.extras': """
apply_along_axis apply_over_axes atleast_1d atleast_2d atleast_3d average clump_masked clump_unmasked column_stack
compress_cols compress_nd compress_rowcols compress_rows corrcoef count_masked cov diagflat dot dstack ediff1d
flatnotmasked_contiguous flatnotmasked_edges hsplit hstack in1d intersect1d isin mask_cols mask_rowcols mask_rows
masked_all masked_all_like median mr_ ndenumerate notmasked_contiguous notmasked_edges polyfit row_stack setdiff1d
setxor1d stack union1d unique vander vstack""",
    'numpy.ma.mrecords': """
MaskedRecords addfield fromarrays fromrecords fromtextfile mrecarray""",
    'numpy.char': """
add array asarray capitalize center count decode encode endswith equal expandtabs find greater greater_equal index
isalnum isalpha isdecimal isdigit islower isnumeric isspace istitle isupper join less less_equal ljust lower
lstrip mod multiply not_equal partition replace rfind rindex rjust rpartition rsplit rstrip split splitlines
startswith str_len strip swapcase title translate upper zfill""",
    'numpy.rec': """
array format_parser fromarrays fromfile fromrecords fromstring recarray record""",
    'numpy.emath': """
arccos arcsin arctanh log log10 log2 logn power sqrt""",
    'numpy.typing': """
NBitBase NDArray""",
    'numpy.ctypeslib': """
as_array as_ctypes as_ctypes_type load_library ndpointer""",
    'numpy.matlib': """
empty eye identity ones rand randn repmat zeros""",
    'numpy.lib': """
Arrayterator DataSource RankWarning add_docstring add_newdoc add_newdoc_ufunc angle append apply_along_axis
apply_over_axes array_split arraypad arraysetops arrayterator asarray_chkfinite asfarray average bartlett bincount
blackman broadcast_arrays broadcast_shapes broadcast_to byte_bounds c_ column_stack common_type copy corrcoef cov
delete deprecate deprecate_with_doc diag diag_indices diag_indices_from diagflat diff digitize disp dsplit dstack
ediff1d emath expand_dims extract eye fill_diagonal fix flip fliplr flipud format fromregex function_base
genfromtxt get_array_wrap get_include gradient hamming hanning histogram histogram2d histogram_bin_edges
histogramdd histograms hsplit i0 imag in1d index_exp index_tricks info insert interp intersect1d iscomplex
iscomplexobj isin isneginf isposinf isreal isrealobj issubclass_ issubdtype issubsctype iterable ix_ kaiser kron
load loadtxt lookfor mask_indices median meshgrid mgrid mintypecode mixins msort nan_to_num nanargmax nanargmin
nancumprod nancumsum nanfunctions nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum
nanvar ndenumerate ndindex npyio ogrid packbits pad percentile piecewise place poly poly1d polyadd polyder polydiv
polyfit polyint polymul polynomial polysub polyval put_along_axis quantile r_ ravel_multi_index real real_if_close
recfromcsv recfromtxt roots rot90 row_stack s_ safe_eval save savetxt savez savez_compressed scimath select
setdiff1d setxor1d shape_base show_runtime sinc sort_complex source split stride_tricks take_along_axis tile
tracemalloc_domain trapz tri tril tril_indices tril_indices_from trim_zeros triu triu_indices triu_indices_from
twodim_base type_check typename ufunclike union1d unique unpackbits unravel_index unwrap utils vander vectorize
vsplit who""",
    'numpy.lib.stride_tricks': """
broadcast_arrays broadcast_shapes broadcast_to""",
    'numpy.lib.format': """
ARRAY_ALIGN BUFFER_SIZE EXPECTED_KEYS GROWTH_AXIS_MAX_DIGITS MAGIC_LEN MAGIC_PREFIX descr_to_dtype dtype_to_descr
header_data_from_array_1_0 isfileobj magic open_memmap os_fspath read_array read_array_header_1_0
read_array_header_2_0 read_magic safe_eval write_array write_array_header_1_0 write_array_header_2_0""",
    'numpy.lib.recfunctions': """
append_fields apply_along_fields assign_fields_by_name drop_fields find_duplicates flatten_descr
get_fieldstructure get_names get_names_flat join_by merge_arrays rec_append_fields rec_drop_fields rec_join
recursive_fill_fields rename_fields repack_fields require_fields stack_arrays structured_to_unstructured
unstructured_to_structured""",
    'numpy.lib.mixins': """
NDArrayOperatorsMixin""",
    'numpy.lib.index_tricks': """
c_ diag_indices diag_indices_from fill_diagonal index_exp ix_ mgrid ndenumerate ndindex ogrid r_ ravel_multi_index
s_ unravel_index""",
    'numpy.lib.scimath': """
arccos arcsin arctanh log log10 log2 logn power sqrt""",
    'torch': """
AVG AggregationType AliasDb AnyType Argument ArgumentSpec BFloat16Storage BFloat16Tensor BenchmarkConfig
BenchmarkExecutionStats Block BoolStorage BoolTensor BoolType BufferDict ByteStorage ByteTensor CONV_BN_FUSION
CallStack Capsule CharStorage CharTensor ClassType Code CompilationUnit CompleteArgumentSpec ComplexDoubleStorage
ComplexFloatStorage ComplexType ConcreteModuleType ConcreteModuleTypeBuilder DeepCopyMemoTable
DeserializationStorageContext DeviceObjType DictType DisableTorchFunction DispatchKey DispatchKeySet DoubleStorage
DoubleTensor EnumType ErrorReport ExcludeDispatchKeyGuard ExecutionPlan FUSE_ADD_RELU FatalError FileCheck
FloatStorage FloatTensor FloatType FunctionSchema Future FutureType Generator Gradient Graph GraphExecutorState
HOIST_CONV_PACKED_PARAMS HalfStorage HalfTensor INSERT_FOLD_PREPACK_OPS IODescriptor InferredType IntStorage
IntTensor IntType InterfaceType JITException ListType LiteScriptModule LockingLogger LoggerBase LongStorage
LongTensor MobileOptimizerType ModuleDict Node NoneType NoopLogger NumberType OperatorInfo OptionalType
PRIVATE_OPS ParameterDict PyObjectType PyTorchFileReader PyTorchFileWriter QInt32Storage QInt8Storage
QUInt2x4Storage QUInt4x2Storage QUInt8Storage REMOVE_DROPOUT RRefType SUM ScriptClass ScriptClassFunction
ScriptDict ScriptDictIterator ScriptDictKeyIterator ScriptFunction ScriptList ScriptListIterator ScriptMethod
ScriptModule ScriptModuleSerializer ScriptObject ScriptObjectProperty SerializationStorageContext ShortStorage
ShortTensor Size StaticModule Storage StorageBase Stream StreamObjType StringType SymFloatNode SymIntNode
SymIntType TYPE_CHECKING Tag Tensor TensorType ThroughputBenchmark TracingState TupleType Type TypedStorage
USE_GLOBAL_DEPS USE_RTLD_GLOBAL_WITH_LIBTORCH UnionType UntypedStorage Use Value abs abs_ absolute acos acos_
acosh acosh_ adaptive_avg_pool1d adaptive_max_pool1d add addbmm addcdiv addcmul addmm addmv addmv_ addr adjoint
affine_grid_generator alias_copy align_tensors all allclose alpha_dropout alpha_dropout_ amax amin aminmax amp
angle any ao arange arccos arccos_ arccosh arccosh_ arcsin arcsin_ arcsinh arcsinh_ arctan arctan2 arctan_ arctanh
arctanh_ are_deterministic_algorithms_enabled argmax argmin argsort argwhere as_strided as_strided_
as_strided_copy as_strided_scatter as_tensor asarray asin asin_ asinh asinh_ atan atan2 atan_ atanh atanh_
atleast_1d atleast_2d atleast_3d attr autocast autocast_decrement_nesting autocast_increment_nesting autograd
avg_pool1d backends baddbmm bartlett_window batch_norm batch_norm_backward_elemt batch_norm_backward_reduce
batch_norm_elemt batch_norm_gather_stats batch_norm_gather_stats_with_counts batch_norm_stats
batch_norm_update_stats bernoulli bfloat16 bilinear binary_cross_entropy_with_logits bincount binomial bitwise_and
bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman_window block_diag bmm bool
broadcast_shapes broadcast_tensors broadcast_to bucketize can_cast candidate cartesian_prod cat ccol_indices_copy
cdist cdouble ceil ceil_ celu celu_ cfloat chain_matmul chalf channel_shuffle channels_last channels_last_3d
cholesky cholesky_inverse cholesky_solve choose_qparams_optimized chunk clamp clamp_ clamp_max clamp_max_
clamp_min clamp_min_ classes classproperty clear_autocast_cache clip clip_ clone col_indices_copy column_stack
combinations compiled_with_cxx11_abi complex complex128 complex32 complex64 concat concatenate conj conj_physical
conj_physical_ constant_pad_nd contiguous_format conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d
conv_transpose3d convolution copysign corrcoef cos cos_ cosh cosh_ cosine_embedding_loss cosine_similarity
count_nonzero cov cpp cpu cross crow_indices_copy ctc_loss cuda cudnn_affine_grid_generator cudnn_batch_norm
cudnn_convolution cudnn_convolution_add_relu cudnn_convolution_relu cudnn_convolution_transpose cudnn_grid_sampler
cudnn_is_acceptable cummax cummin cumprod cumsum cumulative_trapezoid default_generator deg2rad deg2rad_
dequantize det detach detach_ detach_copy device diag diag_embed diagflat diagonal diagonal_copy diagonal_scatter
diff digamma dist distributed distributions div divide dot double dropout dropout_ dsmm dsplit dstack dtype e eig
einsum embedding embedding_bag embedding_renorm_ empty empty_like empty_quantized empty_strided enable_grad eq
equal erf erf_ erfc erfc_ erfinv exp exp2 exp2_ exp_ expand_copy expm1 expm1_ eye fake_quantize_per_channel_affine
fake_quantize_per_tensor_affine fbgemm_linear_fp16_weight fbgemm_linear_fp16_weight_fp32_activation
fbgemm_linear_int8_weight fbgemm_linear_int8_weight_fp32_activation fbgemm_linear_quantize_weight
fbgemm_pack_gemm_matrix_fp16 fbgemm_pack_quantized_matrix feature_alpha_dropout feature_alpha_dropout_
feature_dropout feature_dropout_ fft fill fill_ finfo fix fix_ flatten flip fliplr flipud float float16 float32
float64 float_power floor floor_ floor_divide fmax fmin fmod fork frac frac_ frexp frobenius_norm from_dlpack
from_file from_numpy frombuffer full full_like functional fused_moving_avg_obs_fake_quant futures fx gather gcd
gcd_ ge geqrf ger get_autocast_cpu_dtype get_autocast_gpu_dtype get_default_dtype get_deterministic_debug_mode
get_device get_file_path get_float32_matmul_precision get_num_interop_threads get_num_threads get_rng_state
gradient greater greater_equal grid_sampler grid_sampler_2d grid_sampler_3d group_norm gru gru_cell gt half
hamming_window hann_window hardshrink has_cuda has_cudnn has_lapack has_mkl has_mkldnn has_mps has_openmp
has_spectral heaviside hinge_embedding_loss histc histogram histogramdd hsmm hsplit hspmm hstack hub hypot i0 i0_
igamma igammac iinfo imag import_ir_module import_ir_module_from_buffer index_add index_copy index_fill index_put
index_put_ index_reduce index_select indices_copy inf inference_mode init_num_threads initial_seed inner
instance_norm int int16 int32 int64 int8 int_repr inverse is_anomaly_check_nan_enabled is_anomaly_enabled
is_autocast_cache_enabled is_autocast_cpu_enabled is_autocast_enabled is_complex is_conj
is_deterministic_algorithms_warn_only_enabled is_distributed is_floating_point is_grad_enabled is_inference
is_inference_mode_enabled is_neg is_nonzero is_same_size is_signed is_storage is_tensor is_vulkan_available
is_warn_always_enabled isclose isfinite isin isinf isnan isneginf isposinf isreal istft jit kaiser_window kl_div
kron kthvalue layer_norm layout lcm lcm_ ldexp ldexp_ le legacy_contiguous_format lerp less less_equal lgamma
library linalg linspace load lobpcg log log10 log10_ log1p log1p_ log2 log2_ log_ log_softmax logaddexp logaddexp2
logcumsumexp logdet logical_and logical_not logical_or logical_xor logit logit_ logspace logsumexp long lstm
lstm_cell lstsq lt lu lu_solve lu_unpack manual_seed margin_ranking_loss masked masked_fill masked_scatter
masked_select matmul matrix_exp matrix_power matrix_rank max max_pool1d max_pool1d_with_indices max_pool2d
max_pool3d maximum mean median memory_format merge_type_from_type_comment meshgrid min minimum miopen_batch_norm
miopen_convolution miopen_convolution_add_relu miopen_convolution_relu miopen_convolution_transpose
miopen_depthwise_convolution miopen_rnn mkldnn_adaptive_avg_pool2d mkldnn_convolution
mkldnn_linear_backward_weights mkldnn_max_pool2d mkldnn_max_pool3d mm mode moveaxis movedim msort mul multinomial
multiply multiprocessing mv mvlgamma name nan nan_to_num nan_to_num_ nanmean nanmedian nanquantile nansum narrow
narrow_copy native_batch_norm native_channel_shuffle native_dropout native_group_norm native_layer_norm
native_norm ne neg neg_ negative negative_ nested nextafter nn no_grad nonzero norm norm_except_dim normal
not_equal nuclear_norm numel obj ones ones_like onnx ops optim orgqr ormqr outer overrides package
pairwise_distance parse_ir parse_schema parse_type_comment pca_lowrank pdist per_channel_affine
per_channel_affine_float_qparams per_channel_symmetric per_tensor_affine per_tensor_symmetric permute permute_copy
pi pinverse pixel_shuffle pixel_unshuffle poisson poisson_nll_loss polar polygamma positive pow prelu
prepare_multiprocessing_environment preserve_format prod profiler promote_types put q_per_channel_axis
q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qint32 qint8 qr qscheme quantile quantization
quantize_per_channel quantize_per_tensor quantize_per_tensor_dynamic quantized_batch_norm quantized_gru
quantized_gru_cell quantized_lstm quantized_lstm_cell quantized_max_pool1d quantized_max_pool2d
quantized_rnn_relu_cell quantized_rnn_tanh_cell quasirandom quint2x4 quint4x2 quint8 rad2deg rad2deg_ rand
rand_like randint randint_like randn randn_like random randperm range ravel read_vitals real reciprocal
reciprocal_ relu relu_ remainder renorm repeat_interleave reshape resize_as_ resize_as_sparse_ resolve_conj
resolve_neg result_type return_types rnn_relu rnn_relu_cell rnn_tanh rnn_tanh_cell roll rot90 round round_
row_indices_copy row_stack rrelu rrelu_ rsqrt rsqrt_ rsub saddmm save scalar_tensor scatter scatter_add
scatter_reduce searchsorted seed segment_reduce select select_copy select_scatter selu selu_ serialization
set_anomaly_enabled set_autocast_cache_enabled set_autocast_cpu_dtype set_autocast_cpu_enabled
set_autocast_enabled set_autocast_gpu_dtype set_default_dtype set_default_tensor_type set_deterministic_debug_mode
set_float32_matmul_precision set_flush_denormal set_grad_enabled set_num_interop_threads set_num_threads
set_printoptions set_rng_state set_vital set_warn_always sgn short sigmoid sigmoid_ sign signbit sin sin_ sinc
sinc_ sinh sinh_ slice_copy slice_scatter slogdet smm softmax solve sort sparse sparse_bsc sparse_bsc_tensor
sparse_bsr sparse_bsr_tensor sparse_compressed_tensor sparse_coo sparse_coo_tensor sparse_csc sparse_csc_tensor
sparse_csr sparse_csr_tensor special split split_copy split_with_sizes split_with_sizes_copy spmm sqrt sqrt_
square square_ squeeze squeeze_copy sspaddmm stack std std_mean stft storage strided sub subtract sum svd
svd_lowrank swapaxes swapdims symeig t t_copy take take_along_dim tan tan_ tanh tanh_ tensor tensor_split
tensordot testing threshold threshold_ tile to_dlpack topk torch torch_version trace transpose transpose_copy
trapezoid trapz triangular_solve tril tril_indices triplet_margin_loss triu triu_indices true_divide trunc trunc_
typename types uint8 unbind unbind_copy unflatten unfold_copy unify_type_list unique unique_consecutive
unsafe_chunk unsafe_split unsafe_split_with_sizes unsqueeze unsqueeze_copy use_deterministic_algorithms utils
values_copy vander var var_mean vdot version view_as_complex view_as_complex_copy view_as_real view_as_real_copy
view_copy vitals_enabled vsplit vstack wait where xlogy xlogy_ zero_ zeros zeros_like""",
    'torch.nn': """
AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveLogSoftmaxWithLoss AdaptiveMaxPool1d
AdaptiveMaxPool2d AdaptiveMaxPool3d AlphaDropout AvgPool1d AvgPool2d AvgPool3d BCELoss BCEWithLogitsLoss
BatchNorm1d BatchNorm2d BatchNorm3d Bilinear CELU CTCLoss ChannelShuffle ConstantPad1d ConstantPad2d ConstantPad3d
Container Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d CosineEmbeddingLoss
CosineSimilarity CrossEntropyLoss CrossMapLRN2d DataParallel Dropout Dropout1d Dropout2d Dropout3d ELU Embedding
EmbeddingBag FeatureAlphaDropout Flatten Fold FractionalMaxPool2d FractionalMaxPool3d GELU GLU GRU GRUCell
GaussianNLLLoss GroupNorm Hardshrink Hardsigmoid Hardswish Hardtanh HingeEmbeddingLoss HuberLoss Identity
InstanceNorm1d InstanceNorm2d InstanceNorm3d KLDivLoss L1Loss LPPool1d LPPool2d LSTM LSTMCell LayerNorm
LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d
LazyConvTranspose2d LazyConvTranspose3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d LazyLinear
LeakyReLU Linear LocalResponseNorm LogSigmoid LogSoftmax MSELoss MarginRankingLoss MaxPool1d MaxPool2d MaxPool3d
MaxUnpool1d MaxUnpool2d MaxUnpool3d Mish Module ModuleDict ModuleList MultiLabelMarginLoss
MultiLabelSoftMarginLoss MultiMarginLoss MultiheadAttention NLLLoss NLLLoss2d PReLU PairwiseDistance Parameter
ParameterDict ParameterList PixelShuffle PixelUnshuffle PoissonNLLLoss RNN RNNBase RNNCell RNNCellBase RReLU ReLU
ReLU6 ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d SELU
Sequential SiLU Sigmoid SmoothL1Loss SoftMarginLoss Softmax Softmax2d Softmin Softplus Softshrink Softsign
SyncBatchNorm Tanh Tanhshrink Threshold Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder
TransformerEncoderLayer TripletMarginLoss TripletMarginWithDistanceLoss Unflatten Unfold UninitializedBuffer
UninitializedParameter Upsample UpsamplingBilinear2d UpsamplingNearest2d ZeroPad2d common_types factory_kwargs
functional grad init intrinsic modules parallel parameter qat quantizable quantized utils""",
    'torch.nn.functional': """
BroadcastingList1 BroadcastingList2 BroadcastingList3 DType GRID_SAMPLE_INTERPOLATION_MODES
GRID_SAMPLE_PADDING_MODES TYPE_CHECKING adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d
adaptive_max_pool1d adaptive_max_pool1d_with_indices adaptive_max_pool2d adaptive_max_pool2d_with_indices
adaptive_max_pool3d adaptive_max_pool3d_with_indices affine_grid alpha_dropout assert_int_or_pair avg_pool1d
avg_pool2d avg_pool3d batch_norm bilinear binary_cross_entropy binary_cross_entropy_with_logits boolean_dispatch
celu celu_ channel_shuffle conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d conv_transpose3d
cosine_embedding_loss cosine_similarity cross_entropy ctc_loss dropout dropout1d dropout2d dropout3d elu elu_
embedding embedding_bag feature_alpha_dropout fold fractional_max_pool2d fractional_max_pool2d_with_indices
fractional_max_pool3d fractional_max_pool3d_with_indices gaussian_nll_loss gelu glu grad grid_sample group_norm
gumbel_softmax handle_torch_function hardshrink hardsigmoid hardswish hardtanh hardtanh_ has_torch_function
has_torch_function_unary has_torch_function_variadic hinge_embedding_loss huber_loss instance_norm interpolate
kl_div l1_loss layer_norm leaky_relu leaky_relu_ linear local_response_norm log_softmax logsigmoid lp_pool1d
lp_pool2d margin_ranking_loss max_pool1d max_pool1d_with_indices max_pool2d max_pool2d_with_indices max_pool3d
max_pool3d_with_indices max_unpool1d max_unpool2d max_unpool3d mish mse_loss multi_head_attention_forward
multi_margin_loss multilabel_margin_loss multilabel_soft_margin_loss native_channel_shuffle nll_loss normalize
one_hot pad pairwise_distance pdist pixel_shuffle pixel_unshuffle poisson_nll_loss prelu relu relu6 relu_
reproducibility_notes rrelu rrelu_ selu selu_ sigmoid silu smooth_l1_loss soft_margin_loss softmax softmin
softplus softshrink softsign sparse_support_notes tanh tanhshrink tf32_notes threshold threshold_
triplet_margin_loss triplet_margin_with_distance_loss unfold upsample upsample_bilinear upsample_nearest utils""",
    'torch.nn.init': """
calculate_gain constant constant_ dirac dirac_ eye eye_ kaiming_normal kaiming_normal_ kaiming_uniform
kaiming_uniform_ normal normal_ ones_ orthogonal orthogonal_ sparse sparse_ trunc_normal_ uniform uniform_
xavier_normal xavier_normal_ xavier_uniform xavier_uniform_ zeros_""",
    'torch.nn.utils': """
clip_grad clip_grad_norm clip_grad_norm_ clip_grad_value_ convert_conv2d_weight_memory_format convert_parameters
fuse_conv_bn_eval fuse_conv_bn_weights fusion init memory_format parameters_to_vector parametrizations parametrize
remove_spectral_norm remove_weight_norm rnn skip_init spectral_norm stateless vector_to_parameters weight_norm""",
    'torch.nn.utils.rnn': """
PackedSequence PackedSequence_ bind invert_permutation pack_padded_sequence pack_sequence pad_packed_sequence
pad_sequence unpack_sequence unpad_sequence""",
    'torch.nn.utils.parametrize': """
ParametrizationList cached is_parametrized register_parametrization remove_parametrizations
transfer_parametrizations_and_params type_before_parametrizations""",
    'torch.nn.utils.parametrizations': """
orthogonal spectral_norm""",
    'torch.nn.utils.prune': """
BasePruningMethod CustomFromMask Identity L1Unstructured LnStructured PruningContainer RandomStructured
RandomUnstructured custom_from_mask global_unstructured identity is_pruned l1_unstructured ln_structured
random_structured random_unstructured remove""",
    'torch.nn.utils.stateless': """
functional_call""",
    'torch.nn.parallel': """
DataParallel DistributedDataParallel DistributedDataParallelCPU comm data_parallel distributed gather
parallel_apply replicate scatter scatter_gather""",
    'torch.nn.parameter': """
Parameter UninitializedBuffer UninitializedParameter UninitializedTensorMixin is_lazy""",
    'torch.nn.modules': """
AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveLogSoftmaxWithLoss AdaptiveMaxPool1d
AdaptiveMaxPool2d AdaptiveMaxPool3d AlphaDropout AvgPool1d AvgPool2d AvgPool3d BCELoss BCEWithLogitsLoss
BatchNorm1d BatchNorm2d BatchNorm3d Bilinear CELU CTCLoss ChannelShuffle ConstantPad1d ConstantPad2d ConstantPad3d
Container Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d CosineEmbeddingLoss
CosineSimilarity CrossEntropyLoss CrossMapLRN2d Dropout Dropout1d Dropout2d Dropout3d ELU Embedding EmbeddingBag
FeatureAlphaDropout Flatten Fold FractionalMaxPool2d FractionalMaxPool3d GELU GLU GRU GRUCell GaussianNLLLoss
GroupNorm Hardshrink Hardsigmoid Hardswish Hardtanh HingeEmbeddingLoss HuberLoss Identity InstanceNorm1d
InstanceNorm2d InstanceNorm3d KLDivLoss L1Loss LPPool1d LPPool2d LSTM LSTMCell LayerNorm LazyBatchNorm1d
LazyBatchNorm2d LazyBatchNorm3d LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d
LazyConvTranspose3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d LazyLinear LeakyReLU Linear
LocalResponseNorm LogSigmoid LogSoftmax MSELoss MarginRankingLoss MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d
MaxUnpool2d MaxUnpool3d Mish Module ModuleDict ModuleList MultiLabelMarginLoss MultiLabelSoftMarginLoss
MultiMarginLoss MultiheadAttention NLLLoss NLLLoss2d PReLU PairwiseDistance ParameterDict ParameterList
PixelShuffle PixelUnshuffle PoissonNLLLoss RNN RNNBase RNNCell RNNCellBase RReLU ReLU ReLU6 ReflectionPad1d
ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d SELU Sequential SiLU Sigmoid
SmoothL1Loss SoftMarginLoss Softmax Softmax2d Softmin Softplus Softshrink Softsign SyncBatchNorm Tanh Tanhshrink
Threshold Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer
TripletMarginLoss TripletMarginWithDistanceLoss Unflatten Unfold Upsample UpsamplingBilinear2d UpsamplingNearest2d
ZeroPad2d activation adaptive batchnorm channelshuffle container conv distance dropout flatten fold instancenorm
lazy linear loss module normalization padding pixelshuffle pooling rnn sparse transformer upsampling utils""",
    'torch.optim': """
ASGD Adadelta Adagrad Adam AdamW Adamax LBFGS NAdam Optimizer RAdam RMSprop Rprop SGD SparseAdam lr_scheduler
swa_utils""",
    'torch.optim.lr_scheduler': """
ChainedScheduler ConstantLR CosineAnnealingLR CosineAnnealingWarmRestarts CyclicLR ExponentialLR LambdaLR LinearLR
MultiStepLR MultiplicativeLR OneCycleLR PolynomialLR ReduceLROnPlateau SequentialLR StepLR""",
    'torch.optim.swa_utils': """
AveragedModel SWALR update_bn""",
    'torch.optim.optimizer': """
Optimizer""",
    'torch.autograd': """
Function NestedIOFunction Variable anomaly_mode backward detect_anomaly forward_ad function functional grad
grad_mode gradcheck gradgradcheck graph profiler profiler_legacy profiler_util set_detect_anomaly variable""",
    'torch.autograd.functional': """
fwAD hessian hvp jacobian jvp vhp vjp""",
    'torch.autograd.function': """
BackwardCFunction Function FunctionCtx FunctionMeta InplaceFunction NestedIOFunction hooks once_differentiable
traceable with_metaclass""",
    'torch.autograd.gradcheck': """
GradcheckError get_analytical_jacobian get_numerical_jacobian get_numerical_jacobian_wrt_specific_input gradcheck
gradgradcheck""",
    'torch.autograd.grad_mode': """
enable_grad inference_mode no_grad set_grad_enabled""",
    'torch.autograd.graph': """
disable_saved_tensors_hooks save_on_cpu saved_tensors_hooks""",
    'torch.autograd.forward_ad': """
UnpackedDualTensor dual_level enter_dual_level exit_dual_level make_dual unpack_dual""",
    'torch.autograd.profiler': """
DeviceType EnforceUnique EventList FunctionEvent Future MEMORY_EVENT_NAME MemRecordsAcc OUT_OF_MEMORY_EVENT_NAME
ProfilerActivity ProfilerConfig ProfilerState emit_itt emit_nvtx kineto_available kineto_step load_nvprof
parse_nvprof_trace profile record_function warn""",
    'torch.utils': """
ThroughputBenchmark backcompat cmake_prefix_path cpp_backtrace data disable_minidumps dlpack enable_minidumps
enable_minidumps_on_exceptions get_cpp_backtrace hooks set_module throughput_benchmark""",
    'torch.utils.data': """
BatchSampler ChainDataset ConcatDataset DFIterDataPipe DataChunk DataLoader DataLoader2 Dataset DistributedSampler
IterDataPipe IterableDataset MapDataPipe RandomSampler Sampler SequentialSampler Subset SubsetRandomSampler
TensorDataset WeightedRandomSampler argument_validation backward_compatibility communication dataloader
dataloader_experimental datapipes dataset default_collate default_convert distributed functional_datapipe
get_worker_info graph graph_settings guaranteed_datapipes_determinism non_deterministic random_split
runtime_validation runtime_validation_disabled sampler""",
    'torch.utils.data.sampler': """
BatchSampler RandomSampler Sampler SequentialSampler SubsetRandomSampler WeightedRandomSampler""",
    'torch.utils.data.dataloader': """
DataLoader default_collate default_convert get_worker_info""",
    'torch.utils.data.distributed': """
DistributedSampler""",
    'torch.utils.checkpoint': """
CheckpointFunction check_backward_validity checkpoint checkpoint_sequential detach_variable get_device_states
set_device_states""",
    'torch.utils.dlpack': """
DLDeviceType from_dlpack to_dlpack""",
    'torch.utils.hooks': """
BackwardHook RemovableHandle unserializable_hook warn_if_has_hooks""",
    'torch.utils.model_zoo': """
load_url tqdm""",
    'torch.utils.benchmark': """
CallgrindStats Colorize Compare CopyIfCallgrind FunctionCount FunctionCounts FuzzedParameter FuzzedSparseTensor
FuzzedTensor Fuzzer Language Measurement ParameterAlias TaskSpec Timer ordered_unique select_unit
set_torch_threads timer trim_sigfig unit_to_english utils""",
    'torch.fft': """
Tensor fft fft2 fftfreq fftn fftshift hfft ifft ifft2 ifftn ifftshift ihfft irfft irfft2 irfftn rfft rfft2
rfftfreq rfftn""",
    'torch.linalg': """
LinAlgError cholesky cholesky_ex common_notes cond cross det diagonal eig eigh eigvals eigvalsh
householder_product inv inv_ex ldl_factor ldl_factor_ex ldl_solve lstsq lu lu_factor lu_factor_ex lu_solve matmul
matrix_exp matrix_norm matrix_power matrix_rank multi_dot norm pinv qr slogdet solve solve_ex solve_triangular svd
svdvals tensorinv tensorsolve vander vecdot vector_norm""",
    'torch.special': """
airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 chebyshev_polynomial_t chebyshev_polynomial_u
chebyshev_polynomial_v chebyshev_polynomial_w digamma entr erf erfc erfcx erfinv exp2 expit expm1 gammainc
gammaincc gammaln hermite_polynomial_h hermite_polynomial_he i0 i0e i1 i1e laguerre_polynomial_l
legendre_polynomial_p log1p log_ndtr log_softmax logit logsumexp modified_bessel_i0 modified_bessel_i1
modified_bessel_k0 modified_bessel_k1 multigammaln ndtr ndtri polygamma psi round scaled_modified_bessel_k0
scaled_modified_bessel_k1 shifted_chebyshev_polynomial_t shifted_chebyshev_polynomial_u
shifted_chebyshev_polynomial_v shifted_chebyshev_polynomial_w sinc softmax spherical_bessel_j0 xlog1py xlogy zeta""",
    'torch.distributions': """
AbsTransform AffineTransform Bernoulli Beta Binomial CatTransform Categorical Cauchy Chi2 ComposeTransform
ContinuousBernoulli CorrCholeskyTransform CumulativeDistributionTransform Dirichlet Distribution ExpTransform
Exponential ExponentialFamily FisherSnedecor Gamma Geometric Gumbel HalfCauchy HalfNormal Independent
IndependentTransform Kumaraswamy LKJCholesky Laplace LogNormal LogisticNormal LowRankMultivariateNormal
LowerCholeskyTransform MixtureSameFamily Multinomial MultivariateNormal NegativeBinomial Normal OneHotCategorical
OneHotCategoricalStraightThrough Pareto Poisson PowerTransform RelaxedBernoulli RelaxedOneHotCategorical
ReshapeTransform SigmoidTransform SoftmaxTransform SoftplusTransform StackTransform StickBreakingTransform
StudentT TanhTransform Transform TransformedDistribution Uniform VonMises Weibull Wishart bernoulli beta biject_to
binomial categorical cauchy chi2 constraint_registry constraints continuous_bernoulli dirichlet distribution
exp_family exponential fishersnedecor gamma geometric gumbel half_cauchy half_normal identity_transform
independent kl kl_divergence kumaraswamy laplace lkj_cholesky log_normal logistic_normal
lowrank_multivariate_normal mixture_same_family multinomial multivariate_normal negative_binomial normal
one_hot_categorical pareto poisson register_kl relaxed_bernoulli relaxed_categorical studentT transform_to
transformed_distribution transforms uniform utils von_mises weibull wishart""",
    'torch.distributions.constraints': """
Constraint boolean cat corr_cholesky dependent dependent_property greater_than greater_than_eq half_open_interval
independent integer_interval interval is_dependent less_than lower_cholesky lower_triangular multinomial
nonnegative_integer positive positive_definite positive_integer positive_semidefinite real real_vector simplex
square stack symmetric unit_interval""",
    'torch.distributions.transforms': """
AbsTransform AffineTransform CatTransform ComposeTransform CorrCholeskyTransform CumulativeDistributionTransform
ExpTransform IndependentTransform LowerCholeskyTransform PowerTransform ReshapeTransform SigmoidTransform
SoftmaxTransform SoftplusTransform StackTransform StickBreakingTransform TanhTransform Transform
identity_transform""",
    'torch.distributions.kl': """
kl_divergence register_kl""",
    'torch.distributions.utils': """
F broadcast_all clamp_probs euler_constant is_tensor_like lazy_property logits_to_probs probs_to_logits
tril_matrix_to_vec vec_to_tril_matrix""",
    'torch.cuda': """
BFloat16Storage BFloat16Tensor BoolStorage BoolTensor ByteStorage ByteTensor CUDAGraph CharStorage CharTensor
ComplexDoubleStorage ComplexFloatStorage CudaError DeferredCudaCallError DoubleStorage DoubleTensor Event
ExternalStream FloatStorage FloatTensor HalfStorage HalfTensor IntStorage IntTensor LongStorage LongTensor
OutOfMemoryError ShortStorage ShortTensor Stream StreamContext amp caching_allocator_alloc
caching_allocator_delete can_device_access_peer check_error cudaStatus cudart current_blas_handle current_device
current_stream default_generators default_stream device device_count device_of empty_cache get_arch_list
get_device_capability get_device_name get_device_properties get_gencode_flags get_rng_state get_rng_state_all
get_sync_debug_mode graph graph_pool_handle graphs has_half has_magma init initial_seed ipc_collect is_available
is_bf16_supported is_current_stream_capturing is_initialized jiterator list_gpu_processes make_graphed_callables
manual_seed manual_seed_all max_memory_allocated max_memory_cached max_memory_reserved mem_get_info memory
memory_allocated memory_cached memory_reserved memory_snapshot memory_stats memory_stats_as_nested_dict
memory_summary memory_usage nccl nvtx profiler random reset_accumulated_memory_stats reset_max_memory_allocated
reset_max_memory_cached reset_peak_memory_stats seed seed_all set_device set_per_process_memory_fraction
set_rng_state set_rng_state_all set_stream set_sync_debug_mode sparse stream streams synchronize utilization""",
    'torch.cuda.amp': """
GradScaler autocast autocast_mode common custom_bwd custom_fwd grad_scaler""",
    'torch.cuda.nvtx': """
mark range range_end range_pop range_push range_start""",
    'torch.amp': """
autocast_mode""",
    'torch.cpu': """
amp""",
    'torch.cpu.amp': """
autocast autocast_mode""",
    'torch.backends': """
ContextProp PropModule cuda cudnn disable_global_flags flags_frozen mkl mkldnn mps openmp opt_einsum quantized""",
    'torch.backends.cuda': """
cuBLASModule cuFFTPlanCache cuFFTPlanCacheAttrContextProp cuFFTPlanCacheManager cufft_plan_cache enable_flash_sdp
enable_math_sdp flash_sdp_enabled is_built math_sdp_enabled matmul preferred_linalg_library sdp_kernel""",
    'torch.backends.cudnn': """
m""",
    'torch.backends.mkl': """
VERBOSE_OFF VERBOSE_ON is_available verbose""",
    'torch.backends.mkldnn': """
m""",
    'torch.backends.mps': """
is_available is_built""",
    'torch.backends.openmp': """
is_available""",
    'torch.backends.opt_einsum': """
m""",
    'torch.random': """
default_generator fork_rng get_rng_state initial_seed manual_seed seed set_rng_state""",
    'torch.serialization': """
SourceChangeWarning StorageType check_module_version_greater_or_equal default_restore_location load location_tag
mkdtemp normalize_storage_type register_package save storage_to_tensor_type validate_cuda_device""",
    'torch.hub': """
download_url_to_file get_dir help list load load_state_dict_from_url set_dir tqdm""",
    'torch.multiprocessing': """
ProcessContext ProcessExitedException ProcessRaisedException SpawnContext get_all_sharing_strategies
get_sharing_strategy init_reductions reductions set_sharing_strategy spawn start_processes""",
    'torch.sparse': """
BFloat16Tensor ByteTensor CharTensor DoubleTensor FloatTensor HalfTensor IntTensor LongTensor ShortTensor addmm
log_softmax mm softmax sum""",
    'torch.nested': """
as_nested_tensor nested_tensor to_padded_tensor""",
    'torch.futures': """
Future collect_all wait_all""",
    'torch.jit': """
Attribute Error Future ONNXTracedModule RecursiveScriptClass RecursiveScriptModule ScriptModule ScriptWarning
TopLevelTracedModule TracedModule TracerWarning TracingCheckError annotate annotations enable_onednn_fusion export
export_opnames fork freeze frontend fuser ignore interface is_scripting is_tracing isinstance
jit_module_from_flatbuffer last_executed_optimized_graph load onednn_fusion_enabled optimize_for_inference
optimized_execution run_frozen_optimizations save save_jit_module_to_flatbuffer script script_if_tracing
script_method set_fusion_strategy set_module strict_fusion trace trace_module unused wait""",
    'torch.onnx': """
CheckerError ExportTypes JitScalarType OperatorExportTypes SymbolicContext TensorProtoDataType TrainingMode
disable_log enable_log errors export export_to_pretty_string is_in_onnx_export register_custom_op_symbolic
select_model_mode_for_export symbolic_caffe2 symbolic_helper symbolic_opset10 symbolic_opset11 symbolic_opset12
symbolic_opset13 symbolic_opset14 symbolic_opset15 symbolic_opset16 symbolic_opset17 symbolic_opset7
symbolic_opset8 symbolic_opset9 unregister_custom_op_symbolic utils""",
    'torch.profiler': """
DeviceType ExecutionGraphObserver ProfilerAction ProfilerActivity itt kineto_available profile profiler
record_function schedule supported_activities tensorboard_trace_handler""",
    'torch.testing': """
all_types all_types_and all_types_and_complex all_types_and_complex_and all_types_and_half assert_allclose
assert_close complex_types double_types empty_types floating_and_complex_types floating_and_complex_types_and
floating_types floating_types_and floating_types_and_half get_all_complex_dtypes get_all_device_types
get_all_dtypes get_all_fp_dtypes get_all_int_dtypes get_all_math_dtypes integral_types integral_types_and
make_non_contiguous make_tensor rand randn""",
    'torch.distributed': """
AllToAllOptions AllreduceCoalescedOptions AllreduceOptions Backend BarrierOptions BroadcastOptions
BuiltinCommHookType DebugLevel FileStore GatherOptions GradBucket GroupMember HashStore Logger P2POp PrefixStore
ProcessGroup ProcessGroupGloo ReduceOp ReduceOptions ReduceScatterOptions Reducer ScatterOptions Store TCPStore
Work algorithms all_gather all_gather_coalesced all_gather_into_tensor all_gather_multigpu all_gather_object
all_reduce all_reduce_coalesced all_reduce_multigpu all_to_all all_to_all_single autograd barrier
batch_isend_irecv broadcast broadcast_multigpu broadcast_object_list constants default_pg_timeout
destroy_process_group dist_backend distributed_c10d gather gather_object get_backend get_debug_level
get_global_rank get_group_rank get_process_group_ranks get_rank get_world_size group init_process_group irecv
is_available is_gloo_available is_initialized is_mpi_available is_nccl_available is_torchelastic_launched
is_ucc_available isend monitored_barrier new_group new_subgroups new_subgroups_by_enumeration recv reduce
reduce_multigpu reduce_op reduce_scatter reduce_scatter_multigpu reduce_scatter_tensor register_rendezvous_handler
remote_device rendezvous rpc scatter scatter_object_list send set_debug_level set_debug_level_from_env
supports_complex utils""",
    'torch.overrides': """
BaseTorchFunctionMode TorchFunctionMode enable_reentrant_dispatch get_buffer get_default_nowrap_functions
get_ignored_functions get_overridable_functions get_testing_overrides handle_torch_function has_torch_function
is_tensor_like is_tensor_method_or_property resolve_name wrap_torch_function""",
    'torch.quasirandom': """
SobolEngine""",
    'torch.return_types': """
aminmax aminmax_out cummax cummax_out cummin cummin_out frexp frexp_out geqrf geqrf_out histogram histogram_out
histogramdd kthvalue kthvalue_out linalg_cholesky_ex linalg_cholesky_ex_out linalg_eig linalg_eig_out linalg_eigh
linalg_eigh_out linalg_inv_ex linalg_inv_ex_out linalg_ldl_factor linalg_ldl_factor_ex linalg_ldl_factor_ex_out
linalg_ldl_factor_out linalg_lstsq linalg_lstsq_out linalg_lu linalg_lu_factor linalg_lu_factor_ex
linalg_lu_factor_ex_out linalg_lu_factor_out linalg_lu_out linalg_qr linalg_qr_out linalg_slogdet
linalg_slogdet_out linalg_solve_ex linalg_solve_ex_out linalg_svd linalg_svd_out lu_unpack lu_unpack_out max
max_out median median_out min min_out mode mode_out nanmedian nanmedian_out pytree_register_structseq qr qr_out
slogdet slogdet_out sort sort_out svd svd_out symeig symeig_out topk topk_out triangular_solve
triangular_solve_out""",
    'torch.storage': """
HAS_NUMPY Storage""",
    'torch.types': """
Storage SymInt""",
    'torch.functional': """
align_tensors atleast_1d atleast_2d atleast_3d block_diag broadcast_shapes broadcast_tensors cartesian_prod cdist
chain_matmul einsum istft lu meshgrid norm pca_lowrank split stft svd_lowrank tensordot unique unique_consecutive""",
    'torch.library': """
Library define impl""",
    'torch.masked': """
MaskedTensor amax amin argmax argmin as_masked_tensor cumprod cumsum is_masked_tensor log_softmax logaddexp
logsumexp masked_tensor maskedtensor mean median norm normalize prod softmax softmin std sum var""",
    'torch.package': """
Directory EmptyMatchError GlobGroup Importer ObjMismatchError ObjNotFoundError OrderedImporter PackageExporter
PackageImporter PackagingError analyze file_structure_representation find_file_dependencies glob_group importer
is_from_package package_exporter package_importer sys_importer""",
    'torch.fx': """
CodeGen Graph GraphModule Interpreter Node PH Proxy ProxyableClassMeta Tracer Transformer graph graph_module
immutable_collections interpreter map_arg node operator_schemas proxy replace_pattern subgraph_rewriter
symbolic_trace traceback wrap""",
    'torch.ao': """
nn ns quantization sparsity""",
    'torch.quantization': """
DEFAULT_DYNAMIC_QUANT_MODULE_MAPPINGS DEFAULT_FLOAT_TO_QUANTIZED_OPERATOR_MAPPINGS
DEFAULT_MODULE_TO_ACT_POST_PROCESS DEFAULT_OP_LIST_TO_FUSER_METHOD DEFAULT_QAT_MODULE_MAPPINGS
DEFAULT_REFERENCE_STATIC_QUANT_MODULE_MAPPINGS DEFAULT_STATIC_QUANT_MODULE_MAPPINGS DeQuantStub FakeQuantize
FakeQuantizeBase FixedQParamsFakeQuantize FusedMovingAvgObsFakeQuantize HistogramObserver MinMaxObserver
MovingAverageMinMaxObserver MovingAveragePerChannelMinMaxObserver NoopObserver ObserverBase
PerChannelMinMaxObserver PlaceholderObserver QConfig QConfigDynamic QuantStub QuantType QuantWrapper
RecordingObserver add_module_to_qconfig_obs_ctr add_observer_ add_quant_dequant assert_valid_qconfig convert
convert_dynamic_jit convert_jit default_activation_only_qconfig default_debug_observer default_debug_qconfig
default_dynamic_qconfig default_dynamic_quant_observer default_eval_fn default_fake_quant
default_fixed_qparams_range_0to1_fake_quant default_fixed_qparams_range_neg1to1_fake_quant
default_float_qparams_observer default_fused_act_fake_quant default_fused_per_channel_wt_fake_quant
default_fused_wt_fake_quant default_histogram_fake_quant default_histogram_observer default_observer
default_per_channel_qconfig default_per_channel_weight_fake_quant default_per_channel_weight_observer
default_placeholder_observer default_qat_qconfig default_qat_qconfig_v2 default_qconfig default_weight_fake_quant
default_weight_observer default_weight_only_qconfig disable_fake_quant disable_observer enable_fake_quant
enable_observer fake_quantize float16_dynamic_qconfig float16_static_qconfig float_qparams_weight_only_qconfig
fuse_conv_bn fuse_conv_bn_jit fuse_conv_bn_relu fuse_linear_bn fuse_modules fuser_method_mappings
get_default_compare_output_module_list get_default_dynamic_quant_module_mappings
get_default_float_to_quantized_operator_mappings get_default_qat_module_mappings get_default_qat_qconfig
get_default_qconfig get_default_qconfig_propagation_list get_default_static_quant_module_mappings
get_dynamic_quant_module_class get_fuser_method get_observer_dict get_observer_state_dict get_quantized_operator
get_static_quant_module_class get_unique_devices_ is_activation_post_process load_observer_state_dict
no_observer_set observer per_channel_dynamic_qconfig prepare prepare_dynamic_jit prepare_jit prepare_qat
propagate_qconfig_ qconfig qconfig_equals quant_type quant_type_to_str quantization_mappings quantize
quantize_dynamic quantize_dynamic_jit quantize_jit quantize_qat register_activation_post_process_hook
script_qconfig script_qconfig_dict stubs swap_module""",
    'torch.monitor': """
Aggregation COUNT Event EventHandlerHandle MAX MEAN MIN STAT_EVENT SUM Stat TYPE_CHECKING TensorboardEventHandler
VALUE data_value_t log_event register_event_handler unregister_event_handler""",
    'torch.version': """
cuda debug git_version hip""",
}

UNLISTED = {
    'numpy': """
Tester abs compat core kernel_version lib matrixlib max min numarray oldnumeric polynomial round testing
use_hugepage version""",
    'numpy.linalg': """
lapack_lite linalg""",
    'numpy.fft': """
helper""",
    'numpy.random': """
bit_generator mtrand""",
    'numpy.testing': """
""",
    'numpy.polynomial': """
polyutils""",
    'numpy.polynomial.polynomial': """
""",
    'numpy.polynomial.chebyshev': """
""",
    'numpy.polynomial.hermite': """
""",
    'numpy.polynomial.hermite_e': """
""",
    'numpy.polynomial.laguerre': """
""",
    'numpy.polynomial.legendre': """
""",
    'numpy.polynomial.polyutils': """
""",
    'numpy.ma': """
""",
    'numpy.ma.extras': """
""",
    'numpy.ma.mrecords': """
""",
    'numpy.char': """
""",
    'numpy.rec': """
""",
    'numpy.emath': """
""",
    'numpy.typing': """
""",
    'numpy.ctypeslib': """
""",
    'numpy.matlib': """
""",
    'numpy.lib': """
arraypad arraysetops arrayterator format function_base histograms index_tricks mixins nanfunctions npyio
polynomial scimath shape_base stride_tricks twodim_base type_check ufunclike utils""",
    'numpy.lib.stride_tricks': """
""",
    'numpy.lib.format': """
ARRAY_ALIGN BUFFER_SIZE EXPECTED_KEYS GROWTH_AXIS_MAX_DIGITS MAGIC_LEN MAGIC_PREFIX descr_to_dtype dtype_to_descr
header_data_from_array_1_0 isfileobj magic open_memmap os_fspath read_array read_array_header_1_0
read_array_header_2_0 read_magic safe_eval write_array write_array_header_1_0 write_array_header_2_0""",
    'numpy.lib.recfunctions': """
""",
    'numpy.lib.mixins': """
""",
    'numpy.lib.index_tricks': """
""",
    'numpy.lib.scimath': """
""",
    'torch': """
BFloat16Storage BFloat16Tensor ComplexDoubleStorage ComplexFloatStorage HalfStorage HalfTensor LoggerBase
PRIVATE_OPS QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage Storage StorageBase
TYPE_CHECKING USE_GLOBAL_DEPS USE_RTLD_GLOBAL_WITH_LIBTORCH amp ao attr autocast autograd backends bfloat16 bool
broadcast_shapes candidate cdouble cfloat chalf channels_last channels_last_3d classes classproperty
compiled_with_cxx11_abi complex128 complex32 complex64 contiguous_format cpu cuda distributed distributions double
eig fft float float16 float32 float64 from_dlpack functional futures fx get_file_path half hub int int16 int32
int64 int8 jit legacy_contiguous_format library linalg long lstsq lu masked matrix_rank multiprocessing name
nested nn obj onnx ops optim overrides package pca_lowrank per_channel_affine per_channel_affine_float_qparams
per_channel_symmetric per_tensor_affine per_tensor_symmetric prepare_multiprocessing_environment preserve_format
profiler qint32 qint8 quantization quantized_gru quantized_lstm quasirandom quint2x4 quint4x2 quint8 random
return_types serialization set_default_dtype set_grad_enabled short solve sparse sparse_bsc sparse_bsr sparse_coo
sparse_csc sparse_csr special storage strided svd_lowrank testing to_dlpack torch torch_version types uint8 unique
utils version""",
    'torch.nn.utils.rnn': """
PackedSequence_ bind""",
    'torch.nn.utils.parametrize': """
""",
    'torch.nn.utils.parametrizations': """
""",
    'torch.nn.utils.stateless': """
""",
    'torch.nn.parallel': """
DistributedDataParallelCPU comm distributed scatter_gather""",
    'torch.nn.modules': """
activation adaptive batchnorm channelshuffle container conv distance dropout flatten fold instancenorm lazy linear
loss module normalization padding pixelshuffle pooling rnn sparse transformer upsampling utils""",
    'torch.optim.lr_scheduler': """
""",
    'torch.optim.swa_utils': """
""",
    'torch.optim.optimizer': """
""",
    'torch.autograd': """
NestedIOFunction anomaly_mode detect_anomaly forward_ad function functional grad gradcheck gradgradcheck graph
profiler profiler_legacy profiler_util set_detect_anomaly variable""",
    'torch.autograd.gradcheck': """
""",
    'torch.autograd.grad_mode': """
""",
    'torch.autograd.forward_ad': """
""",
    'torch.utils.data': """
backward_compatibility dataloader dataloader_experimental datapipes dataset distributed graph graph_settings
sampler""",
    'torch.utils.data.sampler': """
""",
    'torch.utils.data.dataloader': """
""",
    'torch.utils.data.distributed': """
""",
    'torch.utils.checkpoint': """
""",
    'torch.utils.hooks': """
""",
    'torch.fft': """
""",
    'torch.special': """
""",
    'torch.distributions': """
bernoulli beta binomial categorical cauchy chi2 constraint_registry constraints continuous_bernoulli dirichlet
distribution exp_family exponential fishersnedecor gamma geometric gumbel half_cauchy half_normal independent kl
kumaraswamy laplace lkj_cholesky log_normal logistic_normal lowrank_multivariate_normal mixture_same_family
multinomial multivariate_normal negative_binomial normal one_hot_categorical pareto poisson relaxed_bernoulli
relaxed_categorical studentT transformed_distribution transforms uniform utils von_mises weibull wishart""",
    'torch.distributions.constraints': """
""",
    'torch.distributions.transforms': """
""",
    'torch.distributions.kl': """
""",
    'torch.cuda': """
""",
    'torch.cuda.nvtx': """
""",
    'torch.backends.cuda': """
""",
    'torch.serialization': """
""",
    'torch.hub': """
tqdm""",
    'torch.multiprocessing': """
ProcessContext ProcessExitedException ProcessRaisedException SpawnContext init_reductions reductions spawn
start_processes""",
    'torch.sparse': """
BFloat16Tensor ByteTensor CharTensor DoubleTensor FloatTensor HalfTensor IntTensor LongTensor ShortTensor""",
    'torch.nested': """
""",
    'torch.futures': """
""",
    'torch.onnx': """
SymbolicContext""",
    'torch.profiler': """
itt profiler""",
    'torch.overrides': """
BaseTorchFunctionMode TorchFunctionMode get_default_nowrap_functions""",
    'torch.return_types': """
""",
    'torch.functional': """
""",
    'torch.library': """
""",
    'torch.masked': """
amax amin argmax argmin cumprod cumsum log_softmax logaddexp logsumexp maskedtensor mean median norm normalize
prod softmax softmin std sum var""",
    'torch.ao': """
""",
}

CLASSES = {
    'numpy.ndarray': """
T all any argmax argmin argpartition argsort astype base byteswap choose clip compress conj conjugate copy ctypes
cumprod cumsum data diagonal dot dtype dump dumps fill flags flat flatten getfield imag item itemset itemsize max
mean min nbytes ndim newbyteorder nonzero partition prod ptp put ravel real repeat reshape resize round
searchsorted setfield setflags shape size sort squeeze std strides sum swapaxes take tobytes tofile tolist
tostring trace transpose var view""",
    'numpy.generic': """
T all any argmax argmin argsort astype base byteswap choose clip compress conj conjugate copy cumprod cumsum data
diagonal dtype dump dumps fill flags flat flatten getfield imag item itemset itemsize max mean min nbytes ndim
newbyteorder nonzero prod ptp put ravel real repeat reshape resize round searchsorted setfield setflags shape size
sort squeeze std strides sum swapaxes take tobytes tofile tolist tostring trace transpose var view""",
    'numpy.dtype': """
alignment base byteorder char descr fields flags hasobject isalignedstruct isbuiltin isnative itemsize kind
metadata name names ndim newbyteorder num shape str subdtype type""",
    'numpy.ufunc': """
accumulate at identity nargs nin nout ntypes outer reduce reduceat resolve_dtypes signature types""",
    'numpy.nditer': """
close copy debug_print dtypes enable_external_loop finished has_delayed_bufalloc has_index has_multi_index index
iterationneedsapi iterindex iternext iterrange itersize itviews multi_index ndim nop operands remove_axis
remove_multi_index reset shape value""",
    'numpy.flatiter': """
base coords copy index""",
    'numpy.broadcast': """
index iters nd ndim numiter reset shape size""",
    'numpy.matrix': """
A A1 H I T all any argmax argmin argpartition argsort astype base byteswap choose clip compress conj conjugate
copy ctypes cumprod cumsum data diagonal dot dtype dump dumps fill flags flat flatten getA getA1 getH getI getT
getfield imag item itemset itemsize max mean min nbytes ndim newbyteorder nonzero partition prod ptp put ravel
real repeat reshape resize round searchsorted setfield setflags shape size sort squeeze std strides sum swapaxes
take tobytes tofile tolist tostring trace transpose var view""",
    'numpy.recarray': """
T all any argmax argmin argpartition argsort astype base byteswap choose clip compress conj conjugate copy ctypes
cumprod cumsum data diagonal dot dtype dump dumps field fill flags flat flatten getfield imag item itemset
itemsize max mean min nbytes ndim newbyteorder nonzero partition prod ptp put ravel real repeat reshape resize
round searchsorted setfield setflags shape size sort squeeze std strides sum swapaxes take tobytes tofile tolist
tostring trace transpose var view""",
    'numpy.memmap': """
T all any argmax argmin argpartition argsort astype base byteswap choose clip compress conj conjugate copy ctypes
cumprod cumsum data diagonal dot dtype dump dumps fill flags flat flatten flush getfield imag item itemset
itemsize max mean min nbytes ndim newbyteorder nonzero partition prod ptp put ravel real repeat reshape resize
round searchsorted setfield setflags shape size sort squeeze std strides sum swapaxes take tobytes tofile tolist
tostring trace transpose var view""",
    'numpy.poly1d': """
c coef coefficients coeffs deriv integ o order r roots variable""",
    'numpy.finfo': """
machar smallest_normal tiny""",
    'numpy.iinfo': """
max min""",
    'numpy.vectorize': """
""",
    'numpy.random.Generator': """
beta binomial bit_generator bytes chisquare choice dirichlet exponential f gamma geometric gumbel hypergeometric
integers laplace logistic lognormal logseries multinomial multivariate_hypergeometric multivariate_normal
negative_binomial noncentral_chisquare noncentral_f normal pareto permutation permuted poisson power random
rayleigh shuffle standard_cauchy standard_exponential standard_gamma standard_normal standard_t triangular uniform
vonmises wald weibull zipf""",
    'numpy.random.RandomState': """
beta binomial bytes chisquare choice dirichlet exponential f gamma geometric get_state gumbel hypergeometric
laplace logistic lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare
noncentral_f normal pareto permutation poisson power rand randint randn random random_integers random_sample
rayleigh seed set_state shuffle standard_cauchy standard_exponential standard_gamma standard_normal standard_t
tomaxint triangular uniform vonmises wald weibull zipf""",
    'numpy.random.BitGenerator': """
capsule cffi ctypes lock random_raw state""",
    'numpy.random.SeedSequence': """
entropy generate_state n_children_spawned pool pool_size spawn spawn_key state""",
    'numpy.random.PCG64': """
advance capsule cffi ctypes jumped lock random_raw state""",
    'numpy.random.MT19937': """
capsule cffi ctypes jumped lock random_raw state""",
    'numpy.ma.MaskedArray': """
T all anom any argmax argmin argpartition argsort astype base baseclass byteswap choose clip compress compressed
conj conjugate copy count ctypes cumprod cumsum data diagonal dot dtype dump dumps fill fill_value filled flags
flat flatten get_fill_value get_imag get_real getfield harden_mask hardmask ids imag iscontiguous item itemset
itemsize mask max mean min nbytes ndim newbyteorder nonzero partition prod product ptp put ravel real recordmask
repeat reshape resize round searchsorted set_fill_value setfield setflags shape sharedmask shrink_mask size
soften_mask sort squeeze std strides sum swapaxes take tobytes tofile toflex tolist torecords tostring trace
transpose unshare_mask var view""",
    'numpy.polynomial.Polynomial': """
basis basis_name cast convert copy cutdeg degree deriv domain fit fromroots has_samecoef has_samedomain
has_sametype has_samewindow identity integ linspace mapparms maxpower roots symbol trim truncate window""",
    'numpy.polynomial.Chebyshev': """
basis basis_name cast convert copy cutdeg degree deriv domain fit fromroots has_samecoef has_samedomain
has_sametype has_samewindow identity integ interpolate linspace mapparms maxpower roots symbol trim truncate
window""",
    'torch.Tensor': """
H T abs abs_ absolute absolute_ acos acos_ acosh acosh_ add add_ addbmm addbmm_ addcdiv addcdiv_ addcmul addcmul_
addmm addmm_ addmv addmv_ addr addr_ adjoint align_as align_to all allclose amax amin aminmax angle any apply_
arccos arccos_ arccosh arccosh_ arcsin arcsin_ arcsinh arcsinh_ arctan arctan2 arctan2_ arctan_ arctanh arctanh_
argmax argmin argsort argwhere as_strided as_strided_ as_strided_scatter as_subclass asin asin_ asinh asinh_ atan
atan2 atan2_ atan_ atanh atanh_ backward baddbmm baddbmm_ bernoulli bernoulli_ bfloat16 bincount bitwise_and
bitwise_and_ bitwise_left_shift bitwise_left_shift_ bitwise_not bitwise_not_ bitwise_or bitwise_or_
bitwise_right_shift bitwise_right_shift_ bitwise_xor bitwise_xor_ bmm bool broadcast_to byte cauchy_ ccol_indices
cdouble ceil ceil_ cfloat chalf char cholesky cholesky_inverse cholesky_solve chunk clamp clamp_ clamp_max
clamp_max_ clamp_min clamp_min_ clip clip_ clone coalesce col_indices conj conj_physical conj_physical_ contiguous
copy_ copysign copysign_ corrcoef cos cos_ cosh cosh_ count_nonzero cov cpu cross crow_indices cuda cummax cummin
cumprod cumprod_ cumsum cumsum_ data data_ptr deg2rad deg2rad_ dense_dim dequantize det detach detach_ device diag
diag_embed diagflat diagonal diagonal_scatter diff digamma digamma_ dim dist div div_ divide divide_ dot double
dsplit dtype eig element_size eq eq_ equal erf erf_ erfc erfc_ erfinv erfinv_ exp exp2 exp2_ exp_ expand expand_as
expm1 expm1_ exponential_ fill_ fill_diagonal_ fix fix_ flatten flip fliplr flipud float float_power float_power_
floor floor_ floor_divide floor_divide_ fmax fmin fmod fmod_ frac frac_ frexp gather gcd gcd_ ge ge_ geometric_
geqrf ger get_device grad grad_fn greater greater_ greater_equal greater_equal_ gt gt_ half hardshrink has_names
heaviside heaviside_ histc histogram hsplit hypot hypot_ i0 i0_ igamma igamma_ igammac igammac_ imag index_add
index_add_ index_copy index_copy_ index_fill index_fill_ index_put index_put_ index_reduce index_reduce_
index_select indices inner int int_repr inverse ipu is_coalesced is_complex is_conj is_contiguous is_cpu is_cuda
is_distributed is_floating_point is_inference is_ipu is_leaf is_meta is_mkldnn is_mps is_neg is_nested is_nonzero
is_ort is_pinned is_quantized is_same_size is_set_to is_shared is_signed is_sparse is_sparse_csr is_vulkan is_xpu
isclose isfinite isinf isnan isneginf isposinf isreal istft item kron kthvalue layout lcm lcm_ ldexp ldexp_ le le_
lerp lerp_ less less_ less_equal less_equal_ lgamma lgamma_ log log10 log10_ log1p log1p_ log2 log2_ log_
log_normal_ log_softmax logaddexp logaddexp2 logcumsumexp logdet logical_and logical_and_ logical_not logical_not_
logical_or logical_or_ logical_xor logical_xor_ logit logit_ logsumexp long lstsq lt lt_ lu lu_solve mH mT map2_
map_ masked_fill masked_fill_ masked_scatter masked_scatter_ masked_select matmul matrix_exp matrix_power max
maximum mean median min minimum mm mode moveaxis movedim msort mul mul_ multinomial multiply multiply_ mv mvlgamma
mvlgamma_ name names nan_to_num nan_to_num_ nanmean nanmedian nanquantile nansum narrow narrow_copy ndim
ndimension ne ne_ neg neg_ negative negative_ nelement new new_empty new_empty_strided new_full new_ones
new_tensor new_zeros nextafter nextafter_ nonzero norm normal_ not_equal not_equal_ numel numpy orgqr ormqr outer
output_nr permute pin_memory pinverse polygamma polygamma_ positive pow pow_ prelu prod put put_
q_per_channel_axis q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qr qscheme quantile rad2deg
rad2deg_ random_ ravel real reciprocal reciprocal_ record_stream refine_names register_hook reinforce relu relu_
remainder remainder_ rename rename_ renorm renorm_ repeat repeat_interleave requires_grad requires_grad_ reshape
reshape_as resize resize_ resize_as resize_as_ resize_as_sparse_ resolve_conj resolve_neg retain_grad retains_grad
roll rot90 round round_ row_indices rsqrt rsqrt_ scatter scatter_ scatter_add scatter_add_ scatter_reduce
scatter_reduce_ select select_scatter set_ sgn sgn_ shape share_memory_ short sigmoid sigmoid_ sign sign_ signbit
sin sin_ sinc sinc_ sinh sinh_ size slice_scatter slogdet smm softmax solve sort sparse_dim sparse_mask
sparse_resize_ sparse_resize_and_clear_ split split_with_sizes sqrt sqrt_ square square_ squeeze squeeze_ sspaddmm
std stft storage storage_offset storage_type stride sub sub_ subtract subtract_ sum sum_to_size svd swapaxes
swapaxes_ swapdims swapdims_ symeig t t_ take take_along_dim tan tan_ tanh tanh_ tensor_split tile to to_dense
to_mkldnn to_padded_tensor to_sparse to_sparse_bsc to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr tolist
topk trace transpose transpose_ triangular_solve tril tril_ triu triu_ true_divide true_divide_ trunc trunc_ type
type_as unbind unflatten unfold uniform_ unique unique_consecutive unsafe_chunk unsafe_split
unsafe_split_with_sizes unsqueeze unsqueeze_ values var vdot view view_as volatile vsplit where xlogy xlogy_ xpu
zero_""",
    'torch.Generator': """
device get_state initial_seed manual_seed seed set_state""",
    'torch.Size': """
count index numel""",
    'torch.dtype': """
is_complex is_floating_point is_signed""",
    'torch.device': """
index type""",
    'torch.finfo': """
bits dtype eps max min resolution smallest_normal tiny""",
    'torch.iinfo': """
bits dtype max min""",
    'torch.UntypedStorage': """
bfloat16 bool byte char clone complex_double complex_float copy_ cpu cuda data_ptr device double element_size
fill_ float from_buffer from_file get_device half int is_cuda is_pinned is_shared is_sparse is_sparse_csr long mps
nbytes new pin_memory resize_ share_memory_ short size tolist type untyped""",
    'torch.TypedStorage': """
bfloat16 bool byte char clone complex_double complex_float copy_ cpu cuda data_ptr device double element_size
fill_ float from_buffer from_file get_device half int is_cuda is_pinned is_shared is_sparse long nbytes
pickle_storage_type pin_memory resize_ share_memory_ short size tolist type untyped""",
    'torch.nn.Module': """
T_destination add_module apply bfloat16 buffers children cpu cuda double dump_patches eval extra_repr float
forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules named_buffers
named_children named_modules named_parameters parameters register_backward_hook register_buffer
register_forward_hook register_forward_pre_hook register_full_backward_hook register_load_state_dict_post_hook
register_module register_parameter requires_grad_ set_extra_state share_memory state_dict to to_empty train type
xpu zero_grad""",
    'torch.nn.Sequential': """
T_destination add_module append apply bfloat16 buffers children cpu cuda double dump_patches eval extend
extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half insert ipu load_state_dict
modules named_buffers named_children named_modules named_parameters parameters pop register_backward_hook
register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook
register_load_state_dict_post_hook register_module register_parameter requires_grad_ set_extra_state share_memory
state_dict to to_empty train type xpu zero_grad""",
    'torch.nn.ModuleList': """
T_destination add_module append apply bfloat16 buffers children cpu cuda double dump_patches eval extend
extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half insert ipu load_state_dict
modules named_buffers named_children named_modules named_parameters parameters pop register_backward_hook
register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook
register_load_state_dict_post_hook register_module register_parameter requires_grad_ set_extra_state share_memory
state_dict to to_empty train type xpu zero_grad""",
    'torch.nn.ModuleDict': """
T_destination add_module apply bfloat16 buffers children clear cpu cuda double dump_patches eval extra_repr float
forward get_buffer get_extra_state get_parameter get_submodule half ipu items keys load_state_dict modules
named_buffers named_children named_modules named_parameters parameters pop register_backward_hook register_buffer
register_forward_hook register_forward_pre_hook register_full_backward_hook register_load_state_dict_post_hook
register_module register_parameter requires_grad_ set_extra_state share_memory state_dict to to_empty train type
update values xpu zero_grad""",
    'torch.nn.ParameterList': """
T_destination add_module append apply bfloat16 buffers children cpu cuda double dump_patches eval extend
extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules
named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer
register_forward_hook register_forward_pre_hook register_full_backward_hook register_load_state_dict_post_hook
register_module register_parameter requires_grad_ set_extra_state share_memory state_dict to to_empty train type
xpu zero_grad""",
    'torch.nn.ParameterDict': """
T_destination add_module apply bfloat16 buffers children clear copy cpu cuda double dump_patches eval extra_repr
float forward fromkeys get get_buffer get_extra_state get_parameter get_submodule half ipu items keys
load_state_dict modules named_buffers named_children named_modules named_parameters parameters pop popitem
register_backward_hook register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook
register_load_state_dict_post_hook register_module register_parameter requires_grad_ set_extra_state setdefault
share_memory state_dict to to_empty train type update values xpu zero_grad""",
    'torch.nn.MultiheadAttention': """
T_destination add_module apply bfloat16 buffers children cpu cuda double dump_patches eval extra_repr float
forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules named_buffers
named_children named_modules named_parameters parameters register_backward_hook register_buffer
register_forward_hook register_forward_pre_hook register_full_backward_hook register_load_state_dict_post_hook
register_module register_parameter requires_grad_ set_extra_state share_memory state_dict to to_empty train type
xpu zero_grad""",
    'torch.nn.Transformer': """
T_destination add_module apply bfloat16 buffers children cpu cuda double dump_patches eval extra_repr float
forward generate_square_subsequent_mask get_buffer get_extra_state get_parameter get_submodule half ipu
load_state_dict modules named_buffers named_children named_modules named_parameters parameters
register_backward_hook register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook
register_load_state_dict_post_hook register_module register_parameter requires_grad_ set_extra_state share_memory
state_dict to to_empty train type xpu zero_grad""",
    'torch.nn.utils.rnn.PackedSequence': """
batch_sizes byte char count cpu cuda data double float half index int is_cuda is_pinned long pin_memory short
sorted_indices to unsorted_indices""",
    'torch.optim.Optimizer': """
add_param_group load_state_dict state_dict step zero_grad""",
    'torch.optim.lr_scheduler.ReduceLROnPlateau': """
in_cooldown is_better load_state_dict state_dict step""",
    'torch.autograd.Function': """
apply backward dirty_tensors forward is_traceable jvp mark_dirty mark_non_differentiable mark_shared_storage
materialize_grads maybe_clear_saved_tensors metadata name needs_input_grad next_functions non_differentiable
register_hook register_prehook requires_grad save_for_backward save_for_forward saved_for_forward saved_tensors
saved_variables set_materialize_grads to_save vjp""",
    'torch.utils.data.DataLoader': """
check_worker_number_rationality multiprocessing_context""",
    'torch.utils.data.Dataset': """
""",
    'torch.distributions.Distribution': """
arg_constraints batch_shape cdf entropy enumerate_support event_shape expand has_enumerate_support has_rsample
icdf log_prob mean mode perplexity rsample sample sample_n set_default_validate_args stddev support variance""",
    'torch.distributions.Normal': """
arg_constraints batch_shape cdf entropy enumerate_support event_shape expand has_enumerate_support has_rsample
icdf log_prob mean mode perplexity rsample sample sample_n set_default_validate_args stddev support variance""",
    'torch.distributions.Transform': """
bijective event_dim forward_shape inv inverse_shape log_abs_det_jacobian sign with_cache""",
    'torch.cuda.amp.GradScaler': """
get_backoff_factor get_growth_factor get_growth_interval get_scale is_enabled load_state_dict scale
set_backoff_factor set_growth_factor set_growth_interval state_dict step unscale_ update""",
    'torch.nn.utils.prune.BasePruningMethod': """
apply apply_mask compute_mask prune remove""",
}
