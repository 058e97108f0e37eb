/** The drawings on the buttons of the toolbar; their names stand beside them. */
const paths = {
  select: 'M5 3l13 9-6 1.5L9 20z',
  zone: 'M4 6h16v12H4z M4 6l0 0',
  table: 'M6 8h12v8H6z M8 4h8 M8 20h8',
  undo: 'M9 7L4 12l5 5 M4 12h10a5 5 0 0 1 0 10h-3',
  redo: 'M15 7l5 5-5 5 M20 12H10a5 5 0 0 0 0 10h3',
  copy: 'M8 8h11v11H8z M5 15H4V4h11v1',
  remove: 'M5 7h14 M10 7V4h4v3 M7 7l1 13h8l1-13',
  zoomIn: 'M5 12h14 M12 5v14',
  zoomOut: 'M5 12h14',
  fit: 'M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5',
}

export type IconName = keyof typeof paths

/** One of them; the button's name is for others to say. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
