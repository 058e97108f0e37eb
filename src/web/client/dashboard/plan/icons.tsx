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
  left: 'M4 3v18 M8 6h12v4H8z M8 14h7v4H8z',
  centre: 'M12 3v3 M12 10v4 M12 18v3 M6 6h12v4H6z M8 14h8v4H8z',
  right: 'M20 3v18 M4 6h12v4H4z M9 14h7v4H9z',
  top: 'M3 4h18 M6 8h4v12H6z M14 8h4v7h-4z',
  middle: 'M3 12h3 M10 12h4 M18 12h3 M6 6h4v12H6z M14 8h4v8h-4z',
  bottom: 'M3 20h18 M6 4h4v12H6z M14 9h4v7h-4z',
  across: 'M3 4v16 M21 4v16 M9 8h6v8H9z',
  down: 'M4 3h16 M4 21h16 M8 9h8v6H8z',
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
