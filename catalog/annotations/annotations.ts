import type { Kind } from '../../contracts/kinds/index.js';

/** What people can say of an object: one description, one owner, any number of tags. */
export const ANNOTATION_FIELDS = ['description', 'owner', 'tag'] as const;

export type AnnotationField = (typeof ANNOTATION_FIELDS)[number];

/** Something that was said, by whom and when. */
export interface Statement {
  readonly value: string;
  readonly author: string;
  readonly setAt: Date;
}

/** What is said of an object. */
export interface Annotation {
  readonly kind: Kind;
  /** Qualified name when the object was last known. */
  readonly name: string;
  readonly objectId: string;
  /** Whether the source's current state has no such object: kept until it returns, or is cleared. */
  readonly isOrphaned: boolean;
  readonly description: Statement | null;
  readonly owner: Statement | null;
  /** In the order of their names. */
  readonly tags: readonly Statement[];
}

/** A change of what is said of an object; what is left out stays as it is, null takes it away. */
export interface AnnotationChange {
  /** Qualified name, as `ReadModel.getObject` takes it. */
  readonly name: string;
  /** Needed where objects of several kinds have the name. */
  readonly kind?: Kind;
  readonly description?: string | null;
  readonly owner?: string | null;
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  readonly removeAllTags?: boolean;
}

/** One thing that was said of an object, with its end. */
export interface AnnotationRecord extends Statement {
  readonly field: AnnotationField;
  /** Null while it counts. */
  readonly clearedBy: string | null;
  readonly clearedAt: Date | null;
}

/**
 * What people say of objects: kept apart from what runs find, never overwritten by one. It follows an object that is
 * renamed, known by its oid, and stays when the object vanishes.
 */
export interface AnnotationStore {
  /**
   * Makes all changes or none; returns what is then said of each object. Throws `invalid_input` for an object that there
   * is not, unless something was said of it before it vanished.
   */
  annotate(source: string, changes: readonly AnnotationChange[], author: string): Promise<Annotation[]>;
  /** Everything that is said of a source's objects, by kind and name. */
  listAnnotations(source: string): Promise<Annotation[]>;
  /** Everything that was ever said of an object, oldest first. */
  annotationHistory(source: string, name: string, kind?: Kind): Promise<AnnotationRecord[]>;
}
