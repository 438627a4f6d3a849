import { defineSearchAttributeKey } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ExtractionProgress, PauseInput } from '../contracts/extraction.js';
import {
  CONFIRM_UPDATE,
  OUTRUN_SIGNAL,
  PAUSE_UPDATE,
  PROGRESS_QUERY,
  RESUME_UPDATE,
  SEARCH_ATTRIBUTES,
} from '../contracts/names.js';

/** How far the run is. */
export const getProgress = defineQuery<ExtractionProgress>(PROGRESS_QUERY);

/** Lets a run that is held back be published. */
export const confirmPublication = defineUpdate(CONFIRM_UPDATE);

/** Stops a run for as long as it is not resumed. */
export const pauseRun = defineUpdate<unknown, [PauseInput]>(PAUSE_UPDATE);

/** Lets a run that is paused go on. */
export const resumeRun = defineUpdate(RESUME_UPDATE);

/** Another run of the source was published first. */
export const outrun = defineSignal(OUTRUN_SIGNAL);

export const sourceAttribute = defineSearchAttributeKey(SEARCH_ATTRIBUTES.source, 'KEYWORD');
export const stageAttribute = defineSearchAttributeKey(SEARCH_ATTRIBUTES.stage, 'KEYWORD');
export const outcomeAttribute = defineSearchAttributeKey(SEARCH_ATTRIBUTES.outcome, 'KEYWORD');
