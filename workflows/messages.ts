import { defineSearchAttributeKey } from '@temporalio/common';
import { defineQuery } from '@temporalio/workflow';
import type { ExtractionProgress } from '../contracts/extraction.js';
import { PROGRESS_QUERY, SEARCH_ATTRIBUTES } from '../contracts/names.js';

/** How far the run is. */
export const getProgress = defineQuery<ExtractionProgress>(PROGRESS_QUERY);

export const sourceAttribute = defineSearchAttributeKey(SEARCH_ATTRIBUTES.source, 'KEYWORD');
export const stageAttribute = defineSearchAttributeKey(SEARCH_ATTRIBUTES.stage, 'KEYWORD');
export const outcomeAttribute = defineSearchAttributeKey(SEARCH_ATTRIBUTES.outcome, 'KEYWORD');
