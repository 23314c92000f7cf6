/** What lessons are taken from. */

export const LESSON_SOURCES = ["geometry", "pictures"] as const;
/** `geometry`: points, colours and depths, as only a known shape has them. `pictures`: the colours of rays, as any picture has. */
export type LessonSource = (typeof LESSON_SOURCES)[number];
