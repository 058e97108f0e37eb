export { SEQUENCE, type StoryEntry } from './entry.ts'
export { storyOf, type Story } from './story.ts'
export { runStory } from './run.ts'
