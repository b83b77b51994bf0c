import {
  ChatChunk,
  CompletionResponse,
  ErrorBody,
  Health,
  ModelList,
  type ChatRequest,
  type CompletionRequestInput,
} from '@wayline/inference/api'
import { createParser } from 'eventsource-parser'
import type { Dispatcher } from 'undici'
import type * as z from 'zod'
import { WaylineError } from '../errors.ts'
import { connectionFailure, nameOf, refusal } from './gateway-failures.ts'
import { gatewayHttp, type OpenAnswer } from './gateway-http.ts'
import type { CompletionEvent, GatewayAddress, WholeGateway } from './gateway.ts'

/** A gateway over HTTP. Nothing is sent before the first call; every answer is checked before it is believed. */
export function createGatewayClient(address: GatewayAddress, dispatcher?: Dispatcher): WholeGateway {
  const http = gatewayHttp(address, dispatcher)
  return {
    address,
    async models(signal) {
      const answer = await http.open('GET', '/v1/models', undefined, signal)
      return parse(address, ModelList, await bodyText(address, answer, signal)).data
    },
    complete: (body, signal) => complete(body, signal),
    chat: (body, signal) => chat(body, signal),
    async health(signal) {
      const { text } = await http.read('GET', '/readyz', signal)
      return parse(address, Health, text)
    },
    async report(events, signal) {
      const answer = await http.open('POST', '/api/v1/events', { events }, signal)
      // Read to its end, so that the connection can be used again; what it says is of no use here.
      await bodyText(address, answer, signal)
    },
    dispose: () => http.dispose(),
  }

  async function* complete(body: CompletionRequestInput, signal: AbortSignal): AsyncIterable<CompletionEvent> {
    const streaming = { ...body, stream: true, stream_options: { include_usage: true } }
    const answer = await http.open('POST', '/v1/completions', streaming, signal)
    const end: CompletionEvent & { type: 'completion-end' } = {
      type: 'completion-end',
      finishReason: null,
      usage: null,
    }
    try {
      for await (const data of serverSentData(address, answer, signal)) {
        if (data === '[DONE]') break
        const chunk = chunkIn(address, CompletionResponse, data)
        const choice = chunk.choices[0]
        if (choice?.text) yield { type: 'completion-delta', text: choice.text }
        end.finishReason = choice?.finish_reason ?? end.finishReason
        end.usage = chunk.usage ?? end.usage
      }
    } finally {
      // A caller that has enough leaves its loop: closing the socket here is what frees the engine.
      if (!answer.body.readableEnded) answer.body.destroy()
    }
    yield end
  }

  async function* chat(body: ChatRequest, signal: AbortSignal): AsyncIterable<string> {
    const answer = await http.open('POST', '/v1/chat/completions', { ...body, stream: true }, signal)
    try {
      for await (const data of serverSentData(address, answer, signal)) {
        const piece = chunkIn(address, ChatChunk, data).choices[0]?.delta.content
        if (piece) yield piece
      }
    } finally {
      if (!answer.body.readableEnded) answer.body.destroy()
    }
  }
}

/** The data of each event, as it arrives. After `[DONE]` the rest is read too, so that the connection can be used again. */
async function* serverSentData(
  address: GatewayAddress,
  answer: OpenAnswer,
  signal: AbortSignal,
): AsyncIterable<string> {
  const events: string[] = []
  const parser = createParser({ onEvent: event => void events.push(event.data) })
  const decoder = new TextDecoder()
  let isDone = false
  try {
    for await (const bytes of answer.body) {
      parser.feed(decoder.decode(bytes as Uint8Array, { stream: true }))
      for (const data of events.splice(0)) {
        if (data === '[DONE]') isDone = true
        else yield data
      }
    }
  } catch (error) {
    signal.throwIfAborted()
    throw connectionFailure(address, error)
  }
  signal.throwIfAborted()
  if (!isDone) {
    throw new WaylineError('gateway_unreachable', `${nameOf(address)} broke off its answer.`, {
      isRetryable: true,
      remedy: 'Try again; `wayline doctor` tells whether the gateway is well.',
    })
  }
}

function chunkIn<T>(address: GatewayAddress, schema: z.ZodType<T>, data: string): T {
  const value = jsonIn(address, data)
  // An engine that fails in the middle of a stream can only say so in the stream.
  if (ErrorBody.safeParse(value).success) throw refusal(address, 200, data)
  return check(address, schema, value)
}

async function bodyText(address: GatewayAddress, answer: OpenAnswer, signal: AbortSignal): Promise<string> {
  try {
    return await answer.body.text()
  } catch (error) {
    signal.throwIfAborted()
    throw connectionFailure(address, error)
  }
}

function parse<T>(address: GatewayAddress, schema: z.ZodType<T>, text: string): T {
  return check(address, schema, jsonIn(address, text))
}

function jsonIn(address: GatewayAddress, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw badAnswer(address, error)
  }
}

function check<T>(address: GatewayAddress, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw badAnswer(address, parsed.error)
}

function badAnswer(address: GatewayAddress, cause: unknown): WaylineError {
  return new WaylineError('bad_answer', `${address.url} answers, but not as a Wayline gateway does.`, {
    cause,
    remedy: 'Check that wayline.gateway.url is the address of a Wayline gateway of this version.',
  })
}
