export { storyOf, type Story } from './story.ts'
export { runStory } from './run.ts'
