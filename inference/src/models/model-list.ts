import type { Model } from '../api/index.ts'
import type { Engine } from '../engines/engine.ts'
import { GatewayError } from '../errors.ts'
import { limitsOf, type ModelLimits } from './profiles/budgets.ts'
import type { ProfileCatalogue } from './profiles/catalogue.ts'
import { specialMarks, type Profile } from './profiles/profile.ts'

/** A model that answers, with the format and the budgets that fit it. */
export interface ServedModel {
  id: string
  profile: Profile
  limits: ModelLimits
  /** Why the format is not the one its family has, if it is not. */
  note: string | null
}

/** What the engine serves, each model with its profile. Asked once and kept; asked again when an unknown model is wanted or the engine was away. */
export interface ModelDirectory {
  list(signal: AbortSignal): Promise<Model[]>
  /** The named model, or the first. Throws `model_not_found` naming what there is. */
  find(name: string | undefined, signal: AbortSignal): Promise<ServedModel>
}

export function createModelDirectory(
  engine: Engine,
  catalogue: ProfileCatalogue,
  preferred: string | undefined,
): ModelDirectory {
  let known: ServedModel[] | null = null
  const created = Math.floor(Date.now() / 1000)
  const checked = new Map<string, Promise<ServedModel>>()

  async function load(signal: AbortSignal): Promise<ServedModel[]> {
    const found = (await engine.models(signal)).map(model =>
      serve(model.id, catalogue.of(model.id), model.contextTokens),
    )
    // The model that the operator named comes first, also when the engine does not list it (some list none).
    const wanted = found.find(model => model.id === preferred)
    known = [
      ...(wanted
        ? [wanted]
        : preferred === undefined
          ? []
          : [serve(preferred, catalogue.of(preferred), found[0]?.limits.contextTokens)]),
      ...found.filter(model => model !== wanted && preferred === undefined),
    ]
    return known
  }

  async function find(name: string | undefined, signal: AbortSignal): Promise<ServedModel> {
    const models = known ?? (await load(signal))
    const model =
      name === undefined
        ? models[0]
        : (models.find(({ id }) => id === name) ?? (await load(signal)).find(({ id }) => id === name))
    if (!model) {
      throw new GatewayError(
        'model_not_found',
        name === undefined ? 'The engine serves no model.' : `There is no model ${JSON.stringify(name)}.`,
        {
          param: 'model',
          remedy:
            models.length > 0
              ? `The models are ${models.map(({ id }) => id).join(', ')}.`
              : 'Load a model in the engine, or name one with --model.',
        },
      )
    }
    return withCheckedMarks(model)
  }

  async function withCheckedMarks(model: ServedModel): Promise<ServedModel> {
    const check = checked.get(model.id) ?? verifyMarks(engine, model, catalogue)
    checked.set(model.id, check)
    try {
      return await check
    } catch {
      // The engine could not be asked now: the format of the family is the best guess, and it is checked again next time.
      checked.delete(model.id)
      return model
    }
  }

  return {
    find,
    async list(signal) {
      const models = await Promise.all((known ?? (await load(signal))).map(withCheckedMarks))
      return models.map(({ id, profile, limits }) => ({
        id,
        object: 'model',
        created,
        owned_by: engine.kind,
        wayline: {
          profile: profile.name,
          contextTokens: limits.contextTokens,
          budgets: limits.budgets,
          layout: profile.layout,
        },
      }))
    },
  }
}

function serve(id: string, profile: Profile, contextTokens?: number): ServedModel {
  return { id, profile, limits: limitsOf(profile, id, contextTokens), note: null }
}

/** A mark that the model's tokenizer takes apart is just text to it: such a model gets the plain format, and the reason is told. */
async function verifyMarks(engine: Engine, model: ServedModel, catalogue: ProfileCatalogue): Promise<ServedModel> {
  if (model.profile.layout !== 'fim' || !model.profile.marksAreTokens) return model
  const inTemplate = model.profile.template.flatMap(piece => ('mark' in piece ? [piece.mark] : []))
  for (const mark of inTemplate.filter(mark => specialMarks(model.profile).includes(mark))) {
    const tokens = await engine.tokenize(model.id, mark)
    if (tokens === null) return model
    if (tokens.length === 1) continue
    return {
      ...serve(model.id, catalogue.plain, model.limits.contextTokens),
      note: `The mark ${mark} of profile ${model.profile.name} is ${tokens.length} tokens to ${model.id}, not one; the plain format is used.`,
    }
  }
  return model
}
