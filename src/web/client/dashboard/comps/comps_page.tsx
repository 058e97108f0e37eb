export default function CompsPage() {
  return null
}
