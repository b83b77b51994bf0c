import { useState, type ReactNode } from 'react'

interface Props<Item> {
  items: readonly Item[]
  label?: (item: Item) => string
}

/** 𝄞 What a basket looks like. */
export function Basket<Item extends { id: number }>({ items, label = String }: Props<Item>): ReactNode {
  const [open, setOpen] = useState<boolean>(false)
  const total = items.reduce((sum, { id }) => sum + id, 0) satisfies number
  return (
    <>
      <button className="open" disabled={!open} onClick={() => setOpen(was => !was)}>
        {`🧺 ${total}`} &amp; more
      </button>
      {open && items.map(item => <li key={item.id}>{label(item)}</li>)}
    </>
  )
}
