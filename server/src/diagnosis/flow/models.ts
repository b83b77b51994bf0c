import * as z from 'zod'
import { severities } from '../../config.ts'

/** Names separated by spaces, or a list of them. */
const Names = z
  .union([z.string(), z.array(z.string())])
  .transform(names => (typeof names === 'string' ? names.split(/\s+/) : names))

const Pattern = z.string().transform(pattern => new RegExp(pattern, 'i'))

/** An argument by its position, from 0, or by its name; `-1` is what the method is called on. */
const Place = z.union([z.int().min(-1), z.string()])

/** A condition on another argument: that it is a constant which matches. */
const Condition = z.strictObject({
  argument: Place,
  /** An element of it, by place or key. */
  element: z.union([z.int(), z.string()]).optional(),
  /** A property of it, as it was made with, or as a setter has set it. */
  property: z.string().optional(),
  /** The constant, as text, or the name of a type. */
  matches: Pattern,
  /** Whether it holds where there is no such argument or property. */
  orAbsent: z.boolean().default(false),
  /** Whether it holds where nothing is known of the argument. */
  orUnknown: z.boolean().default(false),
})

/** What is sent where it should not be. */
const Sink = z.strictObject({
  rule: z.string(),
  /** Which arguments; `all` for every one. */
  arguments: z.union([z.array(Place), z.literal('all')]),
  /** Kinds of sources that matter here. */
  from: z.array(z.string()).default(['user']),
  /** A kind of sanitizers beside that of the rule which makes it harmless. */
  kind: z.string().optional(),
  /** Only where none of those before it has found something. */
  isElse: z.boolean().default(false),
  /** Only where nothing catches what the call throws: what arrives only makes it fail. */
  isUncaught: z.boolean().default(false),
  /** Only this element of the argument matters, where its elements are known. */
  element: z.int().min(0).optional(),
  /** Only texts matter: what is an object is written as data, or is something else. */
  isText: z.boolean().default(false),
  /** Conditions that all have to hold. */
  when: z.array(Condition).default([]),
  /** Properties of what the method is called on which make it harmless, as a setter has set one of them. */
  unless: z.strictObject({ property: Names, matches: Pattern }).optional(),
})

/** A constant that is wrong in its place. */
const Check = z.strictObject({
  rule: z.string(),
  argument: Place,
  when: z.array(Condition).default([]),
  /** Not where a literal stands in its place: patterns find that. */
  isBeyondLiterals: z.boolean().default(false),
  /** The value, as text, that is wrong. */
  matches: Pattern,
  /** A property of that argument, which a setter has set, instead of the argument. */
  property: z.string().optional(),
})

/** What a library does with values that it holds. */
const Effect = z.enum([
  'store',
  'load',
  'add',
  'take',
  'element',
  'build',
  'text',
  'same',
  'view',
  'chain',
  'resource',
  'load-properties',
  'set',
  'read',
  'list',
  'fill',
  'slice',
  'append',
  'prepend',
  'take-first',
  'take-last',
  'copy',
  'concat',
  'merge',
  'keys',
  'pour',
  'format',
])

/** How a call calls the functions that it is given: with each element, with the element before, with what a promise brings. */
const Calls = z.enum([
  'map',
  'flat-map',
  'each',
  'keep',
  'find',
  'test',
  'reduce',
  'then',
  'catch',
  'finally',
  'promise',
  'call',
  'apply',
])

const Call = z.strictObject({
  /** Types that have it; `*` for whatever type, empty for functions. */
  on: Names,
  /** `new` is the constructor; a `*` at the end stands for any ending. */
  names: Names,
  /** Numbers of arguments; else any. */
  arity: z.array(z.int()).optional(),
  /** What the result is, in a sentence, where somebody outside chooses it. */
  source: z.string().optional(),
  kind: z.string().default('user'),
  returns: z.string().optional(),
  /** The result says nothing of what goes in. */
  isHarmless: z.boolean().default(false),
  /** Kinds of sinks that the result is safe for. */
  clears: z.array(z.string()).optional(),
  /** A condition on an argument (`-1`: what it is called on) that lets only known values through where it holds. */
  guards: z.int().min(-1).optional(),
  /** The same where the condition does not hold. With `clears`, both only for those kinds. */
  refuses: z.int().min(-1).optional(),
  /** The texts that it has to be asked with for `refuses`. */
  matching: Pattern.optional(),
  /** What the method is called on is safe for these kinds of sinks where the condition holds, and is not what an argument matches. */
  vouches: z.array(z.string()).optional(),
  /** Kinds of sinks that the result is safe for, if a constant argument matches: replacing quotes, for example. */
  cleans: z
    .array(z.strictObject({ argument: z.int().min(0), matches: Pattern, clears: z.array(z.string()) }))
    .default([]),
  /** The result stands for this argument (`-1`: what it is called on): what a condition says of one holds for the other. */
  echoes: z.int().min(-1).optional(),
  /** How many arguments make the key, of `store` and `load`. */
  keys: z.int().min(1).default(1),
  /** Counts even where the function's source is there: by its name it is known what it is for. */
  isTrusted: z.boolean().default(false),
  effect: Effect.optional(),
  /** Name of the constant function that it is (fold.ts). */
  fold: z.string().optional(),
  sinks: z.array(Sink).default([]),
  checks: z.array(Check).default([]),
  /** Of a format and what it prints, the place of the format: the values behind it are what goes into a sink. */
  format: z.int().min(0).optional(),
  /** What it is given is only used while it runs: whoever opened it still has to close it. */
  borrows: z.boolean().default(false),
  /** What the constructor makes is the first argument in another form, if that is open: to close one is to close the other. */
  wraps: z.boolean().default(false),
  /** Types of a first argument that the constructor opens. */
  opensOf: Names.optional(),
  /** The first of its results is null where the last, an error, is not. */
  isNullOnError: z.boolean().default(false),
  /** The result has to be closed. */
  opens: z.boolean().default(false),
  /** Types of what the functions are called with that it is given. */
  callbacks: z.array(z.string()).optional(),
  calls: Calls.optional(),
  /** Nothing comes after it. */
  ends: z.boolean().default(false),
  /** The result may be null. */
  isNullable: z.boolean().default(false),
  /** Properties of what the constructor makes. */
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})

const Rule = z.strictObject({
  id: z.string(),
  /** What sanitizers name. */
  kind: z.string(),
  severity: z.enum(severities),
  title: z.string(),
  /** Of a finding; `{source}` is what reaches the sink, `{value}` a constant, `{name}` what stands here. */
  message: z.string(),
  explanation: z.string(),
  cwe: z.array(z.int()),
  owasp: z.array(z.string()),
  examples: z.strictObject({ bad: z.string(), good: z.string() }),
})

/** A file of models. */
export const ModelFile = z.strictObject({
  /** Packages that have the same types under another name. */
  aliases: z.record(z.string(), z.string()).default({}),
  /** Types to those that they extend. */
  types: z.record(z.string(), Names).default({}),
  /** Types of parameters whose properties are followed. */
  followed: Names.optional(),
  /** What the language calls null. */
  nullWord: z.string().optional(),
  /** Whether functions that a library is given run when the function that gives them has ended, but for those that something from outside goes into. */
  runsCallbacksLater: z.boolean().default(false),
  calls: z.array(Call).default([]),
  /** Parameters that somebody outside fills in, by their annotation or decorator. */
  parameters: z
    .array(
      z.strictObject({
        annotations: Names,
        source: z.string(),
        kind: z.string().default('user'),
        /** Kinds of sinks that it is safe for. */
        clears: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  /** Members that somebody outside fills in; or their types. */
  fields: z
    .array(
      z.strictObject({
        on: Names,
        names: Names,
        source: z.string().optional(),
        kind: z.string().default('user'),
        returns: z.string().optional(),
        /** Rules that hold for what is written to it. */
        sinks: z.array(z.strictObject({ rule: z.string(), from: z.array(z.string()).default(['user']) })).default([]),
        /** Kinds of sinks that it is safe for: what is read here, or of a part what the whole brings. */
        clears: z.array(z.string()).optional(),
        /** Whether it stands for the whole: closing it closes what it is read from. */
        isSame: z.boolean().default(false),
        /** The text that it is. */
        value: z.string().optional(),
      }),
    )
    .default([]),
  rules: z.array(Rule).default([]),
})

export type ModelFile = z.infer<typeof ModelFile>
export type CallModel = z.infer<typeof Call>
export type FlowRule = z.infer<typeof Rule>
export type FieldModel = ModelFile['fields'][number]
export type ParameterModel = ModelFile['parameters'][number]
